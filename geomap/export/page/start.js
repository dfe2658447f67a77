// Put everything together as soon as the map has a size: in a hidden tab or frame it has none yet.
let opened = false;

function openWhenSized() {
  const box = map.getContainer();
  if (!box.clientWidth || !box.clientHeight) return;
  map.invalidateSize({ animate: false });
  if (opened) return;
  opened = true;
  map.fitBounds(viewBounds(data.view), { padding: narrow.matches ? [14, 14] : [28, 28], maxZoom: 10, animate: false });
  drawBasemap();
  drawMarks();
  startControls();
  startLabels();
  startLinking();
  uncoverMarks();
  map.fire("moveend");
  document.documentElement.dataset.ready = "yes";
  selectFromAddress();
}

map.setMinZoom(0).setMaxZoom(13); // folium hands these on to its tiles only
map.getContainer().setAttribute("aria-label", data.mapLabel);
map.getContainer().setAttribute("role", "region");
map.zoomControl && map.zoomControl.getContainer().setAttribute("dir", "ltr");
openWhenSized();
new ResizeObserver(openWhenSized).observe(map.getContainer());
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details.section").forEach((section) => { section.open = true; });
  map.invalidateSize({ animate: false });
});
