// The place or cluster that was chosen.
let chosenPlaces = [];
let chosenSet = new Set();

function isChosen(place) {
  return chosenSet.has(place);
}

function choose(members, { fly = false, focus = true } = {}) {
  chosenPlaces = [...members].sort((a, b) => shownMentions[b] - shownMentions[a] || a - b);
  chosenSet = new Set(members);
  if (fly && members.length) flyTo(members);
  marksLayer.redraw();
  showArticles();
  showLegend();
  keepAddress();
  if (!members.length) return;
  const heading = byId("choice-title");
  if (focus || narrow.matches) heading.focus({ preventScroll: !narrow.matches });
  if (narrow.matches) byId("choice").scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}

function flyTo(members) {
  const bounds = L.latLngBounds(members.map((place) => latLng([lonOf(place), latOf(place)])));
  areas.forEach((area) => {
    if (members.includes(area.place) && areaPasses(area)) ring(area.lon, area.lat, radiusOf(area.high)).forEach((at) => bounds.extend(latLng(at)));
  });
  members.forEach((place) => {
    if (placeRadius[place]) ring(lonOf(place), latOf(place), placeRadius[place]).forEach((at) => bounds.extend(latLng(at)));
  });
  const nearby = members.length === 1 && places.family[members[0]] === "c" ? 5 : members.length === 1 && isWide[members[0]] ? 6.5 : 9;
  map.fitBounds(bounds, { maxZoom: Math.max(nearby, Math.min(map.getZoom(), 11)), padding: [50, 50], animate: !still });
}

function leaveChoice() {
  const before = chosenPlaces[0];
  choose([]);
  const button = document.querySelector(`#places [data-place="${before}"]`) || byId("wanted");
  button.focus();
}
