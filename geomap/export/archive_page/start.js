// Put everything together as soon as the map has a size: in a hidden tab or frame it has none yet.
let opened = false;

function start() {
  const frame = map.getContainer();
  if (!frame.clientWidth || !frame.clientHeight) return;
  map.invalidateSize({ animate: false });
  if (opened) return;
  opened = true;
  map.fitBounds(viewBounds(data.view), { animate: false, padding: [8, 8] });
  drawBasemap();
  count();
  startCanvas();
  startLegend();
  startForm();
  startTime();
  restore();
  map.on("moveend", keepAddress);
  window.addEventListener("hashchange", restore);
  document.documentElement.dataset.ready = "yes";
}

start();
new ResizeObserver(start).observe(map.getContainer());
window.addEventListener("beforeprint", start);
