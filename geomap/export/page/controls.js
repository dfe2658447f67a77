// Legend, scale bar, attribution, and a way to the places outside the view.
let legend = null;
const LEGEND = [
  ["pin literal sure", "place named in the story", (mark) => isPin(mark, "literal") && mark.sure === "sure"],
  ["pin literal likely", "place, less certain", (mark) => isPin(mark, "literal") && mark.sure === "likely"],
  ["pin literal unsure", "place, a best guess", (mark) => isPin(mark, "literal") && mark.sure === "unsure"],
  ["pin metonym sure", "name standing for a government", (mark) => isPin(mark, "metonym")],
  ["pin embedded sure", "name inside another name", (mark) => isPin(mark, "embedded")],
  ["swatch outline", "country or province named", (mark) => mark.layer === "outline"],
  ["swatch line", "river named", (mark) => mark.layer === "line"],
  ["swatch water", "water named", (mark) => mark.layer === "water"],
  ["swatch region", "region, roughly drawn", (mark) => mark.layer === "region"],
  ["swatch soft", "somewhere around here", (mark) => mark.layer === "soft"],
  ["swatch area", "quoted area, to scale; its position is rough", (mark) => mark.layer === "area"],
];

function isPin(mark, kind) {
  return !mark.shape && mark.kind === kind;
}

function startControls() {
  map.attributionControl.setPrefix("").addAttribution(data.attribution);
  addOutside();
  L.control.scale({ imperial: true, maxWidth: 130 }).addTo(map);
  addLegend();
  liftAboveAttribution();
}

function addLegend() {
  const rows = LEGEND.filter(([, , applies]) => marks.some((mark) => mark.drawn && applies(mark)));
  if ((data.basemap.region.land ? data.basemap.region : data.basemap.world).disputed) rows.push(["swatch disputed", "disputed border"]);
  if (!marks.some((mark) => mark.drawn)) return; // a story without a place has nothing to explain
  const control = L.control({ position: "bottomright" });
  control.onAdd = () => {
    const box = element("details", "legend");
    box.open = !narrow.matches;
    box.append(element("summary", "", "Legend"));
    const list = element("ul");
    rows.forEach(([look, words]) => {
      const row = element("li");
      const sample = element("span", "sample");
      sample.append(element("span", look));
      row.append(sample, element("span", "", words));
      list.append(row);
    });
    box.append(list);
    box.addEventListener("toggle", drawLabels);
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  control.addTo(map);
  legend = control.getContainer();
}

/** A legend over a pin of the first view starts closed. */
function uncoverMarks() {
  if (!legend || !legend.open) return;
  const frame = map.getContainer().getBoundingClientRect(), box = legend.getBoundingClientRect();
  const covered = marks.some((mark) => {
    if (!mark.drawn || mark.shape) return false;
    const { x, y } = map.latLngToContainerPoint(latLng(mark.at));
    return meet([x - 9, y - 9, x + 9, y + 9], [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
  });
  if (covered) legend.open = false;
}

function addOutside() {
  const control = L.control({ position: "bottomleft" });
  const button = element("button", "outside");
  button.type = "button";
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(button);
    return button;
  };
  control.addTo(map);
  const drawn = marks.filter((mark) => mark.drawn);
  const refresh = () => {
    const view = map.getBounds();
    const outside = drawn.filter((mark) => !view.intersects(boundsOf(mark)));
    button.hidden = !outside.length;
    const names = outside.slice(0, 2).map((mark) => mark.name).join(", ");
    const more = outside.length > 2 ? ` and ${outside.length - 2} more` : "";
    button.replaceChildren(element("bdi", "", `Outside the view: ${names}${more}`));
  };
  button.addEventListener("click", () => {
    const whole = drawn.reduce((box, mark) => box.extend(boundsOf(mark).getCenter()), L.latLngBounds([]));
    map.fitBounds(whole, { padding: [40, 40], animate: !calm.matches });
  });
  map.on("moveend", refresh);
}
