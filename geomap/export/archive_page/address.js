// The address keeps view, filters and choice, so that it can be sent to somebody. In a frame without an address it keeps nothing.
let addressTimer = 0, restoring = true;

function placeKey(place) {
  return `${places.name[place]}@${lonOf(place).toFixed(2)},${latOf(place).toFixed(2)}`;
}

function addressNow() {
  const parts = new URLSearchParams(), { lat, lng } = map.getCenter().wrap();
  parts.set("at", `${map.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`);
  const kinds = [...filters.kinds].sort().map((kind) => data.kinds[kind]).join(",");
  if (kinds !== data.kinds[LITERAL]) parts.set("kinds", kinds);
  if (filters.least) parts.set("sure", String(filters.least * 5));
  if (filters.domain >= 0) parts.set("from", articles.domains[filters.domain]);
  if (filters.words) parts.set("words", filters.words);
  if (!filters.wide) parts.set("wide", "no");
  if (!filters.rough) parts.set("rough", "no");
  if (filters.areas) parts.set("areas", "yes");
  if (bars.length && !allTime()) parts.set("days", `${bars[filters.first].text}/${bars[Math.min(filters.last, bars.length - 1)].text}`);
  if (chosenPlaces.length) parts.set("place", placeKey(chosenPlaces[0]));
  if (chosenPlaces.length > 1) parts.set("zoom", String(Math.round(map.getZoom())));
  return "#" + parts.toString();
}

function keepAddress() {
  if (restoring) return;
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    try {
      history.replaceState(null, "", addressNow());
    } catch { /* a srcdoc frame has no address of its own */ }
  }, 150);
}

function restoreFilters(parts) {
  const kinds = (parts.get("kinds") || "").split(",").map((kind) => data.kinds.indexOf(kind)).filter((kind) => kind >= 0);
  const days = (parts.get("days") || "").split("/"), at = (text, other) => { const found = bars.findIndex((bar) => bar.text === text); return found < 0 ? other : found; };
  filters.kinds = new Set(parts.has("kinds") ? kinds : [LITERAL]);
  filters.least = Math.max(0, Math.min(19, Math.round(Number(parts.get("sure")) / 5) || 0));
  filters.domain = parts.has("from") ? articles.domains.indexOf(parts.get("from")) : -1;
  filters.wide = parts.get("wide") !== "no";
  filters.rough = parts.get("rough") !== "no";
  filters.areas = parts.get("areas") === "yes";
  filters.first = Math.max(0, at(days[0], 0));
  filters.last = Math.max(filters.first, at(days[1], bars.length - 1));
  searchWords(parts.get("words") || "");
}

function restoreView(parts) {
  const [zoom, lat, lng] = (parts.get("at") || "").split("/").map(Number);
  if ([zoom, lat, lng].every(Number.isFinite) && Math.abs(lat) <= 90) map.setView([lat, lng], zoom, { animate: false });
}

function restoreChoice(parts) {
  const key = parts.get("place");
  const place = key ? shownPlaces.find((each) => placeKey(each) === key) : undefined;
  if (place === undefined) return choose([], { focus: false });
  const zoom = Number(parts.get("zoom")), joined = parts.has("zoom") && clustersAt(Math.max(0, Math.min(13, Math.round(zoom) || 0))).find((each) => each.members.includes(place));
  return choose(joined ? joined.members : [place], { focus: false });
}

function restore() {
  restoring = true;
  const parts = new URLSearchParams(location.hash.slice(1));
  restoreFilters(parts);
  fillForm();
  restoreView(parts);
  if (activeFilters()) byId("filters").open = true;
  refresh();
  restoreChoice(parts);
  restoring = false;
}
