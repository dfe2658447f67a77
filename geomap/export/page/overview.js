// Where in the world: a small map of the surroundings, when the story fills a small part of a country.
const SMALL_DEG = 7, LEAST_DEG = 16, TIMES = 6; // a view up to so wide gets one; it shows so many degrees at least, or times the view

function addOverview() {
  const [west, south, east, north] = data.view, size = Math.max(east - west, north - south);
  if (size > SMALL_DEG || narrow.matches) return;
  const control = L.control({ position: "topright" });
  const box = element("div", "overview");
  box.setAttribute("aria-hidden", "true"); // the marks say where they lie
  control.onAdd = () => box;
  control.addTo(map);
  const small = L.map(box, {
    zoomControl: false, attributionControl: false, dragging: false, keyboard: false, scrollWheelZoom: false, doubleClickZoom: false,
    boxZoom: false, touchZoom: false, zoomSnap: 0, fadeAnimation: false, zoomAnimation: false,
  });
  const reach = Math.max(LEAST_DEG, size * TIMES) / 2, middle = [(west + east) / 2, (south + north) / 2];
  small.fitBounds(viewBounds([middle[0] - reach, Math.max(-84, middle[1] - reach * 0.6), middle[0] + reach, Math.min(84, middle[1] + reach * 0.6)]), { animate: false });
  drawSurroundings(small);
  const frame = L.rectangle(map.getBounds(), { className: "overview-frame", interactive: false }).addTo(small);
  map.on("moveend", () => frame.setBounds(map.getBounds()));
}

function drawSurroundings(small) {
  const canvas = L.canvas({ padding: 0 }), around = small.getBounds().pad(0.2), shapes = [];
  basemap.forEach(([shape, name]) => {
    if (["river", "admin1"].includes(name) || !shape.getBounds().intersects(around)) return;
    const options = { ...shape.options, renderer: canvas, pane: "overlayPane", interactive: false, smoothFactor: 1.5 };
    const copy = (shape instanceof L.Polygon ? L.polygon : L.polyline)(shape.getLatLngs(), options);
    shapes.push([copy.setStyle(basemapStyle(name)).addTo(small), name]);
  });
  dark.addEventListener("change", () => shapes.forEach(([shape, name]) => shape.setStyle(basemapStyle(name))));
  const inner = small.getBounds().pad(-0.05), size = small.getSize(), taken = [];
  data.basemap.labels.filter(([, layer, rank, lon, lat]) => layer === "country" && rank <= 2 && inner.contains(latLng([lon, lat]))).forEach(([name, , , lon, lat]) => {
    const { x, y } = small.latLngToContainerPoint(latLng([lon, lat])), half = name.length * 2.8;
    const box = [x - half, y - 7, x + half, y + 7];
    if (box[0] < 2 || box[2] > size.x - 2 || taken.some((other) => meet(box, other))) return;
    taken.push(box);
    const icon = L.divIcon({ className: "overview-name", iconSize: [0, 0] });
    L.marker(latLng([lon, lat]), { icon, interactive: false, keyboard: false }).addTo(small).getElement().append(element("bdi", "", name));
  });
}
