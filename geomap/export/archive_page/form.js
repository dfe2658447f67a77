// The filters' form, the line that says what is shown, and the legend.
let waiting = 0;

function refreshSoon() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(refresh);
}

function refresh() {
  count();
  forgetClusters();
  if (marksLayer._map) marksLayer.redraw();
  showTime();
  showPlaces();
  showArticles();
  showSummary();
  showLegend();
  keepAddress();
}

function showSummary() {
  const words = `${plural(total.mentions, "mention")} of ${plural(total.places, "place")} in ${plural(total.articles, "article")}`;
  byId("summary").textContent = words + (data.leftOut ? ` · the oldest ${plural(data.leftOut, "article")} are not on this map` : "");
  const changes = activeFilters();
  byId("filters-on").textContent = changes ? `${changes} on` : "";
  byId("reset").hidden = !changes;
}

function activeFilters() {
  const kinds = filters.kinds.size !== 1 || !filters.kinds.has(LITERAL);
  return [kinds, filters.least > 0, filters.domain >= 0, Boolean(filters.words), !filters.wide, !filters.rough].filter(Boolean).length;
}

const KIND_WORDS = {
  literal: "the place itself", metonym: "its government, army or team", demonym: "its people", embedded: "within another name", nominal: "without its name",
};

function startForm() {
  const kinds = new Set(rowKind);
  data.kinds.forEach((kind, number) => {
    if (number !== LITERAL && !kinds.has(number)) return;
    const label = element("label"), tick = element("input");
    tick.type = "checkbox";
    tick.dataset.kind = number;
    tick.addEventListener("change", () => {
      if (tick.checked) filters.kinds.add(number); else filters.kinds.delete(number);
      refresh();
    });
    label.append(tick, element("span", "", `${kind}: ${KIND_WORDS[kind] || ""}`));
    byId("kinds").append(label);
  });
  startPublishers();
  listen("least", "input", (field) => { filters.least = Number(field.value); });
  listen("wide", "change", (field) => { filters.wide = field.checked; });
  listen("rough", "change", (field) => { filters.rough = field.checked; });
  listen("areas", "change", (field) => { filters.areas = field.checked; });
  byId("areas").closest("label").hidden = !areas.length;
  byId("rough").closest("label").hidden = !placeRadius.some((metres) => metres > 0);
  let pause = 0;
  byId("words").addEventListener("input", (event) => {
    clearTimeout(pause);
    pause = setTimeout(() => { searchWords(event.target.value); refresh(); }, 180);
  });
  byId("wanted").addEventListener("input", showPlaces);
  byId("more-places").addEventListener("click", morePlaces);
  byId("more-articles").addEventListener("click", moreArticles);
  byId("back").addEventListener("click", leaveChoice);
  byId("choice-zoom").addEventListener("click", () => flyTo(chosenPlaces));
  byId("choice").addEventListener("keydown", (event) => { if (event.key === "Escape") leaveChoice(); });
  byId("reset").addEventListener("click", () => {
    Object.assign(filters, { kinds: new Set([LITERAL]), least: 0, domain: -1, wide: true, rough: true });
    searchWords("");
    fillForm();
    refresh();
    byId("filters").querySelector("summary").focus();
  });
  document.querySelectorAll("form").forEach((form) => form.addEventListener("submit", (event) => event.preventDefault()));
}

function listen(id, event, act) {
  byId(id).addEventListener(event, (fired) => {
    act(fired.target);
    fillForm();
    refreshSoon();
  });
}

function searchWords(words) {
  filters.words = words.trim();
  findWords();
}

function startPublishers() {
  const counts = new Int32Array(articles.domains.length);
  articles.domain.forEach((domain) => { counts[domain]++; });
  const order = [...counts.keys()].filter((domain) => articles.domains[domain]).sort((a, b) => counts[b] - counts[a] || a - b);
  order.forEach((domain) => {
    const option = element("option", "", `${articles.domains[domain]} (${counts[domain]})`);
    option.value = domain;
    byId("domain").append(option);
  });
  byId("domain").closest("label").hidden = order.length < 2;
  listen("domain", "change", (field) => { filters.domain = Number(field.value); });
}

function fillForm() {
  byId("kinds").querySelectorAll("input").forEach((tick) => { tick.checked = filters.kinds.has(Number(tick.dataset.kind)); });
  byId("least").value = filters.least;
  byId("least-words").textContent = filters.least ? `at least ${filters.least * 5}\u00a0%` : "any";
  byId("domain").value = filters.domain;
  byId("wide").checked = filters.wide;
  byId("rough").checked = filters.rough;
  byId("areas").checked = filters.areas;
  if (byId("words").value.trim() !== filters.words) byId("words").value = filters.words;
}

const LEGEND = [
  ["dot", "a place: the more mentions, the larger", () => shownPlaces.some((place) => !isWide[place])],
  ["dot several", "several places, named after the first", () => total.places > 1],
  ["dot soft", "somewhere around here", () => shownPlaces.some((place) => placeRadius[place] > 0)],
  ["square", "a country, province, region or sea", () => shownPlaces.some((place) => isWide[place])],
  ["ring", "quoted area, to scale", () => areasShown().some((area) => !area.rough)],
  ["ring rough", "quoted area, its position is rough", () => areasShown().some((area) => area.rough)],
];

function startLegend() {
  map.attributionControl.setPrefix("").addAttribution(data.attribution);
  L.control.scale({ imperial: true, maxWidth: 130 }).addTo(map);
  const control = L.control({ position: "topright" });
  control.onAdd = () => {
    const box = element("details", "legend");
    box.id = "legend";
    box.open = !narrow.matches;
    box.append(element("summary", "", "Legend"), element("ul"));
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  control.addTo(map);
  liftAboveAttribution();
}

function showLegend() {
  const box = byId("legend"), rows = LEGEND.filter(([, , applies]) => applies());
  if (!box) return;
  box.hidden = !rows.length;
  box.querySelector("ul").replaceChildren(...rows.map(([look, words]) => {
    const row = element("li"), sample = element("span", "sample");
    sample.append(element("span", look));
    row.append(sample, element("span", "", words));
    return row;
  }));
}
