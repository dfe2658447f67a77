// Put everything together as soon as the map has a size: in a hidden tab or frame it has none yet.
let firstView = null;

function openWhenSized() {
  const box = map.getContainer();
  if (!box.clientWidth || !box.clientHeight) return;
  const untouched = !firstView || (map.getZoom() === firstView.zoom && map.getCenter().equals(firstView.center, 1e-6));
  map.invalidateSize({ animate: false });
  if (!untouched) return;
  if (PICTURE) map.options.zoomSnap = 0; // nobody will zoom in steps
  map.fitBounds(viewBounds(data.view), { padding: narrow.matches ? [14, 14] : [28, 28], maxZoom: 10, animate: false });
  if (!firstView) drawEverything();
  firstView = { zoom: map.getZoom(), center: map.getCenter() };
  uncoverMarks();
}

function drawEverything() {
  drawBasemap();
  drawMarks();
  startControls();
  addOverview();
  startLabels();
  startLinking();
  map.fire("moveend");
}

map.setMinZoom(0).setMaxZoom(13); // folium hands these on to its tiles only
map.getContainer().setAttribute("aria-label", data.mapLabel);
map.getContainer().setAttribute("role", "region");
function start() {
  const isFirst = !firstView;
  openWhenSized();
  if (!isFirst || !firstView) return;
  selectFromAddress();
  offerSvg();
  document.documentElement.dataset.ready = "yes";
}

start();
new ResizeObserver(start).observe(map.getContainer());

// Paper has a size of its own, and no script runs once the browser has laid it out: the map takes that size before.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details.section").forEach((section) => { section.open = true; });
  document.documentElement.classList.add("printing");
  if (legend) legend.open = true;
  openWhenSized();
});
window.addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  openWhenSized();
});
