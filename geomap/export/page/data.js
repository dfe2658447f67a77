// The page's data.
const data = JSON.parse(document.getElementById("geomap-data").textContent);
const map = window[data.map];
const marks = data.marks.map((mark) => ({ ...data.usual, label: mark.name, ...mark }));
const WORLD_SCALE = data.worldScale, REGION_SCALE = data.regionScale, MARK_SCALE = data.markScale;
