// Every place as a list, the most mentioned first: the way in for the keyboard and for screen readers.
const PLACES_AT_ONCE = 40;
let wantedPlaces = [], placesListed = 0;
const foldedNames = [];

function foldedName(place) {
  return foldedNames[place] || (foldedNames[place] = folded(places.name[place] + " " + whereabouts(place)));
}

function showPlaces() {
  const wanted = folded(byId("wanted").value);
  wantedPlaces = wanted ? shownPlaces.filter((place) => foldedName(place).includes(wanted)) : shownPlaces;
  if (wanted) wantedPlaces = [...wantedPlaces].sort((a, b) => foldedName(b).startsWith(wanted) - foldedName(a).startsWith(wanted));
  byId("places").replaceChildren();
  placesListed = 0;
  morePlaces();
  const none = byId("no-places");
  none.hidden = wantedPlaces.length > 0;
  none.textContent = !rowCount ? "This archive names no place." : !shownPlaces.length ? "Nothing passes these filters." : "No place here bears this name.";
}

function morePlaces() {
  const next = wantedPlaces.slice(placesListed, placesListed + PLACES_AT_ONCE), rows = next.map(placeRow);
  byId("places").append(...rows);
  if (placesListed && rows.length) rows[0].firstChild.focus();
  placesListed += next.length;
  const left = wantedPlaces.length - placesListed;
  byId("more-places").hidden = !left;
  byId("more-places").textContent = `Show ${Math.min(left, PLACES_AT_ONCE)} more of ${plural(left, "place")}`;
}

function placeRow(place) {
  const row = element("li"), button = element("button", "row");
  button.type = "button";
  button.dataset.place = place;
  const name = element("span", "name");
  name.append(element("bdi", "", places.name[place]), element("small", "", [whereabouts(place), placeRadius[place] ? "roughly" : ""].filter(Boolean).join(" · ")));
  const numbers = element("span", "count", shownMentions[place].toLocaleString("en"));
  numbers.append(element("span", "unseen", ` mentions in ${shownArticles[place]} articles`));
  const bar = element("meter", "share");
  bar.max = shownMentions[shownPlaces[0]];
  bar.value = shownMentions[place];
  bar.setAttribute("aria-hidden", "true");
  button.append(name, numbers, bar);
  button.addEventListener("click", () => choose([place], { fly: true }));
  row.append(button);
  return row;
}
