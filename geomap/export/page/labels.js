// Names on the map: the story's first, then the background's. None lies over another, over a pin or over a ring.
const GAP = 3;

function startLabels() {
  makePane("labels", "labels", true).setAttribute("aria-hidden", "true");
  map.on("moveend zoomend resize", drawLabels);
}

function drawLabels() {
  const pane = map.getPane("labels");
  pane.replaceChildren();
  if (!map.getSize().x) return;
  const taken = [...controlBoxes(), ...marks.filter(isShown).flatMap(markBoxes)];
  const wanted = [...marks.filter((mark) => isShown(mark) && mark.label).sort(byRank), ...contextLabels()];
  const lines = marks.filter((mark) => isShown(mark) && mark.layer === "line").flatMap(lineBoxes);
  const nodes = wanted.map(labelNode);
  pane.append(...nodes);
  const sizes = nodes.map((node) => [node.offsetWidth, node.offsetHeight]); // all at once: one layout of the page, not one a name
  wanted.forEach((item, index) => {
    const spot = freeSpot(item, sizes[index], taken, item.context ? lines : []);
    if (spot) L.DomUtil.setPosition(nodes[index], map.containerPointToLayerPoint(spot));
    else nodes[index].remove();
  });
}

function labelNode(item) {
  const node = element("span", "label on-" + item.layer + (item.country ? " on-country" : "") + (item.context ? " context" : ""));
  node.append(element("bdi", "", item.label));
  return node;
}

function isShown(mark) {
  return map.hasLayer(layers.get(mark));
}

function byRank(a, b) {
  const first = (mark) => (mark.layer === "area" ? 2 : mark.layer === "point" ? 1 : 0);
  return first(b) - first(a) || b.rank - a.rank;
}

function contextLabels() {
  const named = new Set(marks.filter((mark) => isShown(mark) && mark.label).map((mark) => mark.label.toLowerCase()));
  const zoom = map.getZoom(), view = map.getBounds();
  return data.basemap.labels
    .filter(([name, layer, rank, lon, lat]) => rank <= (layer === "town" ? zoom - 0.5 : zoom * 0.9)
      && view.contains(latLng([lon, lat])) && !named.has(name.toLowerCase()))
    .map(([name, layer, , lon, lat]) => ({ label: name, layer, at: [lon, lat], context: true }));
}

/** Where a name of this size lies over nothing that is taken; null where there is no such place. */
function freeSpot(item, [width, height], taken, avoided) {
  const size = map.getSize();
  for (const [x, y] of spots(item, width, height)) {
    const box = [x, y, x + width, y + height];
    const fits = x >= 2 && y >= 2 && box[2] <= size.x - 2 && box[3] <= size.y - 2;
    const free = (other) => !meet(box, other) || (other[4] && item.layer === "point" && holds(other, item));
    if (fits && taken.every(free) && !avoided.some((other) => meet(box, other))) {
      taken.push([x - GAP, y, x + width + GAP, y + height]);
      return [x, y];
    }
  }
  return null;
}

function meet(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** Whether a town lies inside a ring's box: then its name may run over the ring, since it cannot stand elsewhere. */
function holds(box, item) {
  const { x, y } = map.latLngToContainerPoint(latLng(item.at));
  return box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3];
}

/** Places for a label's upper left corner, the best first. */
function spots(item, width, height) {
  const at = map.latLngToContainerPoint(latLng(item.at));
  if (item.layer === "line") return alongLine(item, width, height);
  if (item.layer === "area" || item.layer === "point" || item.layer === "town") {
    const reach = item.layer === "area" ? ringRadius(item) + 5 : item.layer === "town" ? 5 : PIN / 2 + 4;
    return around(at, reach, width, height);
  }
  const found = [];
  for (const dy of [0, -1.2, 1.2, -2.4, 2.4, -4, 4]) {
    for (const dx of [0, -0.6, 0.6]) found.push([at.x - width / 2 + dx * width, at.y - height / 2 + dy * height]);
  }
  if (item.context) return found.filter((spot, index) => index % 3 === 0).slice(0, 3);
  const shape = frameOf(item); // a name further off than its shape reaches would speak of somewhere else
  return found.filter(([x, y]) => meet([x, y, x + width, y + height], shape));
}

/** The box of a mark's shape on the screen, and a little around it. */
function frameOf(mark) {
  const bounds = boundsOf(mark);
  const west = map.latLngToContainerPoint(bounds.getNorthWest()), east = map.latLngToContainerPoint(bounds.getSouthEast());
  return [west.x - 8, west.y - 8, east.x + 8, east.y + 8];
}

function around({ x, y }, reach, width, height) {
  const slant = reach * 0.75;
  return [
    [x + reach, y - height / 2], [x - reach - width, y - height / 2], [x - width / 2, y + reach - 2], [x - width / 2, y - reach - height + 2],
    [x + slant, y - slant - height / 2], [x + slant, y + slant - height / 2],
    [x - slant - width, y - slant - height / 2], [x - slant - width, y + slant - height / 2],
  ];
}

function alongLine(mark, width, height) {
  const size = map.getSize();
  const seen = layers.get(mark).getLatLngs().flat(2).map((point) => map.latLngToContainerPoint(point))
    .filter(({ x, y }) => x > 0 && y > 0 && x < size.x && y < size.y);
  const found = [];
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
    const point = seen[Math.floor(share * seen.length)];
    if (point) found.push(...around(point, 7, width, height).slice(0, 4), ...around(point, 16, width, height).slice(4));
  }
  return found;
}

function ringRadius(mark) {
  const bounds = boundsOf(mark);
  return Math.abs(map.latLngToContainerPoint(bounds.getNorthEast()).x - map.latLngToContainerPoint(bounds.getSouthWest()).x) / 2;
}

/** Boxes that labels keep off: pins, and rings as stacks of three. */
function markBoxes(mark) {
  const layer = layers.get(mark);
  if (layer.getLatLng) {
    const { x, y } = map.latLngToContainerPoint(layer.getLatLng());
    const half = PIN / 2 + 1;
    return [[x - half, y - half, x + half, y + half]];
  }
  if (mark.layer !== "area") return [];
  const { x, y } = map.latLngToContainerPoint(latLng(mark.at)), r = ringRadius(mark), ring = true;
  return [
    [x - r, y - 0.5 * r, x + r, y + 0.5 * r, ring], [x - 0.5 * r, y - r, x + 0.5 * r, y + r, ring],
    [x - 0.75 * r, y - 0.75 * r, x + 0.75 * r, y + 0.75 * r, ring],
  ];
}

/** Small boxes along a line, which names of the background keep off. */
function lineBoxes(mark) {
  const size = map.getSize(), found = [];
  layers.get(mark).getLatLngs().forEach((line) => {
    const points = line.map((point) => map.latLngToContainerPoint(point));
    for (let i = 1; i < points.length; i += 1) {
      const from = points[i - 1], to = points[i];
      if (Math.max(from.x, to.x) < 0 || Math.min(from.x, to.x) > size.x || Math.max(from.y, to.y) < 0 || Math.min(from.y, to.y) > size.y) continue;
      const pieces = Math.min(60, Math.ceil(from.distanceTo(to) / 10));
      for (let k = 0; k <= pieces; k += 1) {
        const x = from.x + ((to.x - from.x) * k) / pieces, y = from.y + ((to.y - from.y) * k) / pieces;
        found.push([x - 3, y - 3, x + 3, y + 3]);
      }
    }
  });
  return found;
}

function controlBoxes() {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control")].map((node) => {
    const box = node.getBoundingClientRect();
    return [box.left - frame.left - 2, box.top - frame.top - 2, box.right - frame.left + 2, box.bottom - frame.top + 2];
  });
}
