// The map: the background with its names, the numbered candidates, and the point that is set by hand.
const numbered = L.layerGroup().addTo(map);
const PIN = 26;
// The candidates as labels.js knows marks: names of the background keep off them.
let marks = [];
const layers = new Map();

function startAtlas() {
  map.attributionControl.setPrefix("").addAttribution(data.attribution);
  map.fitBounds(viewBounds(data.view), { animate: false });
  drawBasemap();
  startLabels();
  L.control.scale({ imperial: true, maxWidth: 130 }).addTo(map);
  map.on("click", (event) => {
    if (!byId("by-hand").open) return;
    const at = event.latlng.wrap();
    byId("lon").value = at.lng.toFixed(4);
    byId("lat").value = at.lat.toFixed(4);
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
}

function drawOptionsOnMap() {
  numbered.clearLayers();
  layers.clear();
  const item = current.items[member];
  options.forEach((place, index) => {
    const words = `${index + 1}: ${[place.name, place.what, place.where].filter(Boolean).join(", ")}`;
    const icon = L.divIcon({ className: "number" + (isChosen(place, item) ? " chosen" : ""), html: String(index + 1), iconSize: [PIN, PIN] });
    const marker = L.marker(latLng(place.at), { icon, alt: words, zIndexOffset: (9 - index) * 10 });
    marker.on("click", () => choose(place)).addTo(numbered);
    marker.getElement().setAttribute("aria-label", words);
    layers.set(place, marker);
  });
  marks = [...layers.keys()];
  if (!options.length) return drawLabels();
  const bounds = L.latLngBounds(options.map((place) => latLng(place.at)));
  map.fitBounds(bounds, { padding: [44, 44], maxZoom: 6, animate: false });
  drawLabels();
}
