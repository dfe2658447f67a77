// The page's data and its map.
const data = JSON.parse(document.getElementById("geomap-data").textContent);
const served = "token" in data;
const WORLD_SCALE = data.worldScale, REGION_SCALE = data.regionScale;
const map = L.map("map", { zoomSnap: 0.25, fadeAnimation: false, minZoom: 0, maxZoom: 13 });
const byId = (id) => document.getElementById(id);
