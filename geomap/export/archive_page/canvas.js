// The layer of all marks: a renderer of Leaflet's, which moves with the map and is drawn anew when a move ends.
let marksDrawn = []; // what is on the canvas, for the pointer: { x, y, radius, cluster } in layer points, upmost last
const hint = element("div", "hint-on-map");

const Marks = L.Renderer.extend({
  options: { padding: 0.3, interactive: false },
  _initContainer() {
    this._container = element("canvas", "marks");
    this._container.setAttribute("aria-hidden", "true"); // the list of places says the same
    this._context = this._container.getContext("2d");
  },
  _destroyContainer() {
    this._container.remove();
  },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize(), fine = Math.min(2, window.devicePixelRatio || 1);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = size.x * fine;
    this._container.height = size.y * fine;
    this._container.style.width = size.x + "px";
    this._container.style.height = size.y + "px";
    this._context.setTransform(fine, 0, 0, fine, -this._bounds.min.x * fine, -this._bounds.min.y * fine);
    this.redraw();
  },
  redraw() {
    const { min, max } = this._bounds, context = this._context, colours = palette();
    context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    context.textBaseline = "middle";
    const zoom = this._map.getZoom(), world = 256 * 2 ** zoom, origin = this._map.getPixelOrigin();
    const toPoint = (x, y) => [x * world - origin.x, y * world - origin.y];
    const inside = (x, y, more = 0) => x > min.x - more && x < max.x + more && y > min.y - more && y < max.y + more;
    const west = Math.floor((min.x + origin.x) / world), east = Math.floor((max.x + origin.x) / world);
    marksDrawn = [];
    const turns = Array.from({ length: east - west + 1 }, (_, index) => west + index);
    turns.forEach((turn) => drawAreas(context, colours, toPoint, turn));
    const clusters = clustersAt(Math.round(zoom));
    turns.forEach((turn) => clusters.forEach((cluster) => {
      const [x, y] = toPoint(cluster.x + turn, cluster.y);
      if (inside(x, y, 40)) marksDrawn.push({ x, y, cluster, radius: markSize(cluster.count) * (cluster.wide ? 0.66 : 1) });
    }));
    marksDrawn.sort((a, b) => b.cluster.wide - a.cluster.wide || a.radius - b.radius);
    marksDrawn.forEach((mark) => {
      const metres = placeRadius[mark.cluster.place];
      if (metres > 0 && isChosen(mark.cluster.place)) drawRoundabout(context, colours, mark, metres, toPoint);
      drawMark(context, colours, mark);
    });
    const taken = [];
    const ranked = [...marksDrawn].sort((a, b) => b.cluster.count - a.cluster.count);
    drawNames(context, colours, ranked, taken);
    taken.push(...marksDrawn.map(boxOf));
    turns.forEach((turn) => drawContext(context, colours, zoom, toPoint, turn, inside, taken));
  },
});

/** How far off the chosen place may lie, where its position is rough. */
function drawRoundabout(context, colours, mark, metres, toPoint) {
  const place = mark.cluster.place, [x] = toPoint(mark.cluster.x, 0);
  const shifted = (east, north) => { const [a, b] = toPoint(east, north); return [a + mark.x - x, b]; };
  tracedRing(context, lonOf(place), latOf(place), metres, shifted, 0);
  context.globalAlpha = 0.1;
  context.fillStyle = colours.place;
  context.fill();
  context.globalAlpha = 0.6;
  context.strokeStyle = colours.place;
  context.lineWidth = 1.5;
  context.setLineDash([2, 5]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

const marksLayer = new Marks({ pane: "overlayPane" });

function startCanvas() {
  marksLayer.addTo(map);
  map.getContainer().append(hint);
  hint.hidden = true;
  map.on("click", (event) => {
    const mark = markAt(event.layerPoint);
    if (mark) choose(mark.cluster.members, { focus: false });
  });
  map.on("mousemove", (event) => showHint(markAt(event.layerPoint), event.containerPoint));
  map.on("mouseout movestart", () => showHint(null));
  dark.addEventListener("change", () => marksLayer.redraw());
}

function markAt({ x, y }) {
  for (let i = marksDrawn.length - 1; i >= 0; i--) {
    const mark = marksDrawn[i], reach = Math.max(mark.radius, 9) + 2;
    if ((mark.x - x) ** 2 + (mark.y - y) ** 2 <= reach * reach) return mark;
  }
  return null;
}

function showHint(mark, at) {
  map.getContainer().classList.toggle("over-mark", Boolean(mark));
  hint.hidden = !mark;
  if (!mark) return;
  const { members, count: mentions, place } = mark.cluster;
  const others = members.length > 1 ? ` and ${plural(members.length - 1, "other place")}` : "";
  hint.replaceChildren(element("bdi", "", places.name[place]), element("span", "", `${others}: ${plural(mentions, "mention")}`));
  L.DomUtil.setPosition(hint, L.point(Math.min(at.x + 14, Math.max(0, map.getSize().x - hint.offsetWidth - 8)), at.y + 16));
}
