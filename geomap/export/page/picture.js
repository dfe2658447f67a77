// The map as a picture: the page without its text (#picture), and the map's view as an SVG document (#picture-svg).
const PICTURE = /^#picture(-svg)?$/.exec(location.hash);
if (PICTURE) document.documentElement.classList.add("picture");

function offerSvg() {
  if (!PICTURE || !PICTURE[1]) return;
  const holder = element("pre", "", svgDocument());
  holder.id = "picture-svg";
  document.body.append(holder);
}

function svgDocument() {
  const size = map.getSize();
  const svg = svgNode("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${size.x} ${size.y}`, width: size.x, height: size.y, role: "img" });
  svg.append(svgNode("title", {}, document.title));
  const frame = svgNode("clipPath", { id: "frame" });
  frame.append(svgNode("rect", { width: size.x, height: size.y }));
  svg.append(frame, svgNode("rect", { width: size.x, height: size.y, fill: plainColour(colour("--sea"))[0] }));
  const inside = svgNode("g", { "clip-path": "url(#frame)" });
  basemap.filter(([shape]) => shape.getBounds().intersects(map.getBounds())).forEach(([shape]) => inside.append(svgShape(shape, shape.options)));
  const inOrder = [...marks].sort((a, b) => ORDER.indexOf(a.layer) - ORDER.indexOf(b.layer)).filter(isShown);
  inOrder.forEach((mark) => inside.append(mark.shape && mark.shape.length ? svgMark(mark) : svgPin(mark)));
  document.querySelectorAll(".label").forEach((label) => inside.append(svgLabel(label)));
  svg.append(inside, svgScale(), svgLabel(document.querySelector(".leaflet-control-attribution")));
  return new XMLSerializer().serializeToString(svg).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd"); // no XML holds these
}

function svgNode(tag, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([name, value]) => {
    if (value !== null && value !== undefined && value !== "none;") node.setAttribute(name, value);
  });
  if (text !== undefined) node.textContent = text;
  return node;
}

/** Any colour that the browser knows as [#rrggbb, opacity]: other programs know few of the ways to write one. */
const plainColour = (() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return (value) => {
    if (!value || value === "none") return ["none", 1];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = value;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return ["#" + [red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join(""), Number((alpha / 255).toFixed(3))];
  };
})();

/** Rings or lines as the d of a path, cut to a little more than the view. */
function pathData(latLngs, closed) {
  const size = map.getSize();
  const frame = L.bounds([-50, -50], [size.x + 50, size.y + 50]);
  const lines = Array.isArray(latLngs[0]) ? latLngs.flatMap((part) => (Array.isArray(part[0]) ? part : [part])) : [latLngs];
  const written = (points) => points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  return lines.map((line) => {
    let points = L.LineUtil.simplify(line.map((point) => map.latLngToContainerPoint(point)), 0.4);
    if (closed) points = L.PolyUtil.clipPolygon(points, frame);
    else if (!L.bounds(points).intersects(frame)) return "";
    return points.length > 1 ? `M${written(points)}${closed ? "Z" : ""}` : "";
  }).join("");
}

function svgShape(shape, options) {
  const closed = shape instanceof L.Polygon;
  const paint = closed
    ? { fill: plainColour(options.fillColor)[0], stroke: "none" }
    : { fill: "none", stroke: plainColour(options.color)[0], "stroke-width": options.weight, "stroke-dasharray": options.dashArray };
  return svgNode("path", { d: pathData(shape.getLatLngs(), closed), "fill-rule": "evenodd", ...paint });
}

function svgMark(mark) {
  const layer = layers.get(mark);
  const group = svgNode("g", {});
  group.append(svgNode("title", {}, spoken(mark)));
  const parts = layer.getLayers ? layer.getLayers() : [layer];
  parts.forEach((part) => {
    const look = getComputedStyle(part.getElement());
    const [fill, fillAlpha] = mark.closed ? plainColour(look.fill) : ["none", 1];
    const [stroke, strokeAlpha] = plainColour(look.stroke);
    group.append(svgNode("path", {
      d: pathData(part.getLatLngs(), mark.closed), "fill-rule": "evenodd", fill, "fill-opacity": fillAlpha, stroke,
      "stroke-opacity": strokeAlpha * Number(look.strokeOpacity), "stroke-width": parseFloat(look.strokeWidth),
      "stroke-dasharray": look.strokeDasharray === "none" ? null : look.strokeDasharray,
    }));
  });
  return group;
}

function svgPin(mark) {
  const node = layers.get(mark).getElement(), look = getComputedStyle(node);
  const { x, y } = map.latLngToContainerPoint(layers.get(mark).getLatLng());
  const border = parseFloat(look.borderTopWidth), radius = (node.offsetWidth - border) / 2;
  const group = svgNode("g", {});
  group.append(svgNode("title", {}, spoken(mark)));
  group.append(svgNode("circle", { cx: x, cy: y, r: radius + border / 2 + 2, fill: plainColour(colour("--halo"))[0] }));
  group.append(svgNode("circle", {
    cx: x, cy: y, r: radius, fill: plainColour(look.backgroundColor)[0], stroke: plainColour(look.borderTopColor)[0], "stroke-width": border,
    "stroke-dasharray": look.borderTopStyle === "dashed" ? "4 3" : null,
  }));
  return group;
}

function svgLabel(node) {
  const frame = map.getContainer().getBoundingClientRect(), box = node.getBoundingClientRect(), look = getComputedStyle(node);
  const shouted = look.textTransform === "uppercase";
  return svgNode("text", {
    x: (box.left - frame.left).toFixed(1), y: (box.top - frame.top + box.height * 0.78).toFixed(1), fill: plainColour(look.color)[0],
    "font-family": "system-ui, Noto Sans, sans-serif", "font-size": parseFloat(look.fontSize), "font-weight": look.fontWeight,
    "font-style": look.fontStyle, "letter-spacing": look.letterSpacing === "normal" ? null : parseFloat(look.letterSpacing),
    stroke: plainColour(colour("--halo"))[0], "stroke-width": 2.5, "stroke-linejoin": "round", "paint-order": "stroke",
    textLength: (box.width - 2).toFixed(1), lengthAdjust: "spacingAndGlyphs",
  }, shouted ? node.textContent.toUpperCase() : node.textContent);
}

function svgScale() {
  const group = svgNode("g", {});
  const frame = map.getContainer().getBoundingClientRect();
  document.querySelectorAll(".leaflet-control-scale-line").forEach((line, index) => {
    const box = line.getBoundingClientRect(), ink = plainColour(getComputedStyle(line).color)[0];
    const [left, top, right, bottom] = [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    const d = index ? `M${left} ${bottom}V${top}H${right}V${bottom}` : `M${left} ${top}V${bottom}H${right}V${top}`;
    group.append(svgNode("path", { d, fill: "none", stroke: ink }), svgNode("text", { x: left + 4, y: bottom - 4, fill: ink, "font-family": "sans-serif", "font-size": 11 }, line.textContent));
  });
  return group;
}
