// The background: one canvas, fills without strokes, borders as lines. Colours come from the style sheet.
const basemap = [];

function drawBasemap() {
  makePane("basemap", "lowest", true);
  const canvas = L.canvas({ pane: "basemap", padding: 0.4 });
  const sea = L.rectangle([[-89.9, -720], [89.9, 720]], { renderer: canvas, pane: "basemap", interactive: false }); // the page's own colour is not printed
  basemap.push([sea.setStyle(basemapStyle("sea")).addTo(map), "sea"]);
  const add = (parts, scale, name, turn) => {
    const latLngs = decoded(parts, scale, turn);
    const closed = name === "land" || name === "lake";
    const shape = closed ? L.polygon(latLngs) : L.polyline(latLngs.map((rings) => rings[0]));
    Object.assign(shape.options, { renderer: canvas, pane: "basemap", interactive: false, smoothFactor: closed ? 0.6 : 1 });
    basemap.push([shape.setStyle(basemapStyle(name)).addTo(map), name]);
  };
  const order = ["land", "lake", "river", "admin1", "border", "disputed"];
  for (const name of order) {
    if (data.basemap.world[name]) [-360, 0, 360].forEach((turn) => add(data.basemap.world[name], WORLD_SCALE, name, turn));
  }
  for (const name of order) {
    if (data.basemap.region[name]) add(data.basemap.region[name], REGION_SCALE, name, 0);
  }
  dark.addEventListener("change", () => basemap.forEach(([shape, name]) => shape.setStyle(basemapStyle(name))));
}

function basemapStyle(name) {
  const line = (weight, dash) => ({ stroke: true, fill: false, color: colour("--" + name), weight, dashArray: dash || null });
  switch (name) {
    case "sea": return { stroke: false, fill: true, fillColor: colour("--sea"), fillOpacity: 1 };
    case "land": return { stroke: false, fill: true, fillColor: colour("--land"), fillOpacity: 1 };
    case "lake": return { stroke: false, fill: true, fillColor: colour("--sea"), fillOpacity: 1 };
    case "river": return line(1);
    case "admin1": return line(0.6, "1 3");
    case "disputed": return line(1.1, "5 4");
    default: return line(1.1);
  }
}
