// One canvas's content: quoted areas, marks, names. Everything in pixels of the layer.
const LABELS_MOST = 270, NUMBERED_PX = 9.5; // names tried; marks from this radius on show their number

function palette() {
  return Object.fromEntries(["paper", "ink", "faint", "place", "country", "area", "halo", "focus", "region"].map((name) => [name, colour("--" + name)]));
}

function circle(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function box(context, x, y, radius) {
  context.beginPath();
  context.roundRect(x - radius, y - radius * 0.82, 2 * radius, radius * 1.64, 4);
}

function drawAreas(context, colours, toPoint, turn) {
  const shown = areasShown(), alpha = shown.length > 8 ? 0.05 : 0.12; // many lie over each other
  for (const area of shown) {
    drawRing(context, area, area.high, toPoint, turn, colours.area, area.rough ? [6, 5] : [], alpha);
    if (area.low > 0 && area.low < area.high) drawRing(context, area, area.low, toPoint, turn, colours.area, [2, 4], alpha);
  }
}

function drawRing(context, at, squareMetres, toPoint, turn, paint, dash, alpha) {
  tracedRing(context, at.lon, at.lat, radiusOf(squareMetres), toPoint, turn);
  context.globalAlpha = alpha;
  context.fillStyle = paint;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.8;
  context.strokeStyle = paint;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

function tracedRing(context, lon, lat, metres, toPoint, turn) {
  context.beginPath();
  ring(lon, lat, metres).forEach(([east, north], index) => {
    const [x, y] = toPoint((east + turn * 360) / 360 + 0.5, worldY(north));
    if (index) context.lineTo(x, y); else context.moveTo(x, y);
  });
  context.closePath();
}

function drawMark(context, colours, mark) {
  const { x, y, radius, cluster } = mark, chosen = cluster.members.some(isChosen), several = cluster.members.length > 1;
  const paint = cluster.wide ? colours.country : colours.place, shape = cluster.wide ? box : circle;
  const soft = cluster.members.every((place) => placeRadius[place] > 0);
  if (chosen) {
    shape(context, x, y, radius + 5);
    context.lineWidth = 3;
    context.strokeStyle = colours.focus;
    context.stroke();
  }
  shape(context, x, y, radius + 1.5);
  context.fillStyle = colours.halo;
  context.globalAlpha = 0.97;
  context.fill();
  shape(context, x, y, radius);
  context.fillStyle = paint;
  context.globalAlpha = soft ? 0.18 : several ? 0.24 : cluster.wide ? 0.1 : radius < NUMBERED_PX ? 0.85 : 0.5;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = paint;
  context.lineWidth = several ? 2 : 1.5;
  context.setLineDash(soft ? [3, 3] : []);
  context.stroke();
  context.setLineDash([]);
  if (radius < NUMBERED_PX) return;
  context.fillStyle = colours.ink;
  context.font = `600 ${radius > 17 ? 12 : 10.5}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.fillText(shortCount(cluster.count), x, y + 0.5);
}

/** The most mentioned first; a name may lie over much smaller marks, but over no other name. */
function drawNames(context, colours, marks, taken) {
  context.lineJoin = "round";
  context.strokeStyle = colours.halo;
  marks.slice(0, LABELS_MOST).forEach(({ x, y, radius, cluster }) => {
    const avoided = marks.filter((other) => other.radius > radius * 0.6 && Math.abs(other.x - x) < 260 && Math.abs(other.y - y) < 90).map(boxOf);
    const others = cluster.members.length - 1;
    const name = places.name[cluster.place] + (others ? ` +${others}` : "");
    context.font = `${others ? 500 : 650} 12.5px system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif`;
    const width = context.measureText(name).width;
    const gap = radius + (cluster.members.some(isChosen) ? 9 : 4);
    const spots = [[x + gap, y], [x - gap - width, y], [x - width / 2, y - gap - 6], [x - width / 2, y + gap + 7]];
    const spot = spots.find(([left, middle]) => {
      const box = [left - 2, middle - 8, left + width + 2, middle + 8];
      return free(box, taken) && free(box, avoided);
    });
    if (spot) written(context, name, spot[0], spot[1], width, cluster.wide ? colours.country : colours.ink, taken);
  });
}

function written(context, words, left, middle, width, paint, taken) {
  taken.push([left - 2, middle - 8, left + width + 2, middle + 8]);
  context.textAlign = "left";
  context.lineWidth = 3.5;
  context.strokeText(words, left, middle);
  context.fillStyle = paint;
  context.fillText(words, left, middle);
}

function boxOf({ x, y, radius }) {
  return [x - radius, y - radius, x + radius, y + radius];
}

function free(box, taken) {
  return !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
}

/** Countries and towns of the background, where there is room. */
function drawContext(context, colours, zoom, toPoint, turn, inside, taken) {
  data.basemap.labels.forEach(([name, layer, rank, lon, lat]) => {
    if (rank > (layer === "town" ? zoom - 0.5 : zoom * 0.9)) return;
    const [x, y] = toPoint((lon + turn * 360) / 360 + 0.5, worldY(lat));
    if (!inside(x, y)) return;
    const words = layer === "country" ? name.toUpperCase() : name;
    context.font = `${layer === "country" ? "10.5" : "11.5"}px system-ui, sans-serif`;
    const width = context.measureText(words).width, left = x - width / 2;
    if (free([left, y - 7, left + width, y + 7], taken)) written(context, words, left, y, width, colours.faint, taken);
  });
}
