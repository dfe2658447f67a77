// What the story names: pins, lines, outlines, soft regions and rings, each a Leaflet layer that a keyboard can reach.
const layers = new Map(); // mark -> Leaflet layer
const MANY = 60; // pins from which they are drawn smaller, so that they do not hide one another
const PIN = marks.filter((mark) => mark.drawn && !mark.shape).length > MANY ? 13 : 18;
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
  const size = kind === "embedded" ? 12 : mark.label ? PIN : Math.min(PIN, 13);
  const icon = L.divIcon({ className: `pin ${kind} ${mark.sure}`, iconSize: [size, size] });
  const layer = L.marker(latLng(mark.at), { icon, keyboard: false, riseOnHover: true, zIndexOffset: mark.rank * 10 });
  return layer.on("click", () => select(mark, { from: "map", opener: layer.getElement() }));
}

function shapeLayer(mark) {
  const latLngs = decoded(mark.shape, MARK_SCALE);
  const options = { className: `shape ${mark.layer} ${mark.kind} ${mark.sure}${mark.edge ? " open" : ""}`, smoothFactor: mark.layer === "area" ? 0 : 0.7 };
  if (mark.layer === "area") options.pane = "areas";
  const outer = mark.closed ? L.polygon(latLngs, options) : L.polyline(latLngs.map((rings) => rings[0]), options);
  outer.on("click", (event) => select(mark, { from: "map", opener: outer.getElement(), at: event.latlng }));
  const beside = mark.inner ? innerRing(mark) : mark.edge ? openEdge(mark, options) : null;
  if (!beside) return outer;
  const both = L.featureGroup([beside, outer]);
  both.getElement = () => outer.getElement();
  return both;
}

/** The lower of two amounts. */
function innerRing(mark) {
  return L.polygon(decoded(mark.inner, MARK_SCALE), { className: "shape area inner", pane: "areas", interactive: false });
}

/** The line around a country whose border is disputed somewhere: not there. */
function openEdge(mark, options) {
  return L.polyline(decoded(mark.edge, MARK_SCALE).map((lines) => lines[0]), { ...options, className: `${options.className} edge`, interactive: false });
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
  if (mark.closed) return topOf(mark);
  const middle = map.getCenter();
  return layer.getLatLngs().flat(2).reduce((best, point) => (point.distanceTo(middle) < best.distanceTo(middle) ? point : best));
}

/** The northern end of a shape's largest part, so that the card does not lie on it; what is in view, where that end is not. */
function topOf(mark) {
  const rings = decoded(mark.shape, MARK_SCALE).map((part) => part[0].map((point) => L.latLng(point)));
  const largest = rings.reduce((best, ring) => (spanOf(ring) > spanOf(best) ? ring : best));
  const top = largest.reduce((best, point) => (point.lat > best.lat ? point : best));
  const view = map.getBounds(), box = boundsOf(mark);
  if (view.contains(top) || !view.intersects(box)) return top;
  const edges = [[Math.max(view.getSouth(), box.getSouth()), Math.max(view.getWest(), box.getWest())],
    [Math.min(view.getNorth(), box.getNorth()), Math.min(view.getEast(), box.getEast())]];
  return L.latLngBounds(edges).getCenter();
}

function spanOf(ring) {
  const box = L.latLngBounds(ring);
  return (box.getNorth() - box.getSouth()) * (box.getEast() - box.getWest());
}

function boundsOf(mark) {
  const layer = layers.get(mark);
  return layer.getLatLng ? L.latLngBounds(layer.getLatLng(), layer.getLatLng()) : layer.getBounds();
}
