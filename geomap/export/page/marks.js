// What the story names: pins, lines, outlines, soft regions and rings, each a Leaflet layer that a keyboard can reach.
const layers = new Map(); // mark -> Leaflet layer
const ORDER = ["outline", "region", "soft", "water", "line", "area", "point"];

function drawMarks() {
  makePane("areas", "areas");
  const inOrder = [...marks].sort((a, b) => ORDER.indexOf(a.layer) - ORDER.indexOf(b.layer) || span(b) - span(a));
  inOrder.forEach((mark) => {
    layers.set(mark, mark.shape && mark.shape.length ? shapeLayer(mark) : pinLayer(mark));
    if (mark.drawn) show(mark);
  });
}

function span(mark) {
  return mark.shape ? mark.shape.reduce((sum, rings) => sum + rings[0].length, 0) : 0;
}

function show(mark) {
  const layer = layers.get(mark);
  if (map.hasLayer(layer)) return;
  layer.addTo(map);
  elements(mark).forEach((node) => {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", spoken(mark));
    onEnter(node, () => select(mark, { from: "map", opener: node, keyboard: true }));
  });
}

function pinLayer(mark) {
  const kind = mark.drawn ? mark.kind : "demonym";
  const size = kind === "embedded" ? 12 : mark.label ? 18 : 13;
  const icon = L.divIcon({ className: `pin ${kind} ${mark.sure}`, iconSize: [size, size] });
  const layer = L.marker(latLng(mark.at), { icon, keyboard: false, riseOnHover: true, zIndexOffset: mark.rank * 10 });
  return layer.on("click", () => select(mark, { from: "map", opener: layer.getElement() }));
}

function shapeLayer(mark) {
  const latLngs = decoded(mark.shape, MARK_SCALE);
  const options = { className: `shape ${mark.layer} ${mark.kind} ${mark.sure}`, smoothFactor: mark.layer === "area" ? 0 : 0.7 };
  if (mark.layer === "area") options.pane = "areas";
  const outer = mark.closed ? L.polygon(latLngs, options) : L.polyline(latLngs.map((rings) => rings[0]), options);
  outer.on("click", (event) => select(mark, { from: "map", opener: outer.getElement(), at: event.latlng }));
  if (!mark.inner) return outer;
  const inner = L.polygon(decoded(mark.inner, MARK_SCALE), { className: "shape area inner", pane: "areas", interactive: false });
  const both = L.featureGroup([inner, outer]);
  both.getElement = () => outer.getElement();
  return both;
}

function elements(mark) {
  const node = layers.get(mark).getElement();
  return node ? [node] : [];
}

function spoken(mark) {
  const sureness = { sure: "", likely: "likely", unsure: "unsure" }[mark.sure];
  const named = mark.mentions.reduce((sum, [, count]) => sum + count, 0);
  return [mark.name, mark.words, mark.where, mark.kind === "metonym" ? "standing for its government" : "", sureness,
    "named " + times(named)].filter(Boolean).join(", ");
}

/** Where a card points: the click, the pin, or the part of the shape that is in view. */
function anchorOf(mark, at) {
  if (at) return at;
  const layer = layers.get(mark);
  if (layer.getLatLng) return layer.getLatLng();
  if (mark.layer === "area") return L.latLng(layer.getBounds().getNorth(), layer.getBounds().getCenter().lng);
  if (mark.closed) return layer.getBounds().getCenter();
  const middle = map.getCenter();
  return layer.getLatLngs().flat(2).reduce((best, point) => (point.distanceTo(middle) < best.distanceTo(middle) ? point : best));
}

function boundsOf(mark) {
  const layer = layers.get(mark);
  return layer.getLatLng ? L.latLngBounds(layer.getLatLng(), layer.getLatLng()) : layer.getBounds();
}
