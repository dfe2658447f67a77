// The page's data and its map.
const data = JSON.parse(document.getElementById("geomap-data").textContent);
const WORLD_SCALE = data.worldScale, REGION_SCALE = data.regionScale;
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map("map", {
  zoomSnap: 0.5, minZoom: 1, maxZoom: 13, fadeAnimation: false, zoomAnimation: !still, inertia: !still, worldCopyJump: true,
});
const byId = (id) => document.getElementById(id);
