// Text and map, both ways: what is chosen, who opened it, and where the focus goes back to.
const live = document.getElementById("live");
const sheet = document.getElementById("sheet");
let chosen = null, opener = null, popup = null;

function leadsTo(name, mark) {
  const number = String(marks.indexOf(mark));
  return name.dataset.mark === number || (name.dataset.also || "").split(" ").includes(number);
}

function namesOf(mark) {
  return [...document.querySelectorAll(".name")].filter((name) => leadsTo(name, mark));
}

function startLinking() {
  document.querySelectorAll(".name").forEach((name) => {
    const choose = (keyboard) => select(marks[Number(name.dataset.mark)], { from: "text", opener: name, keyboard });
    name.setAttribute("role", "button"); // here, not in the page: without a script there is nothing to press
    name.setAttribute("tabindex", "0");
    name.addEventListener("click", () => choose(false));
    onEnter(name, () => choose(true));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) clear(true);
  });
  sheet.querySelector(".close").addEventListener("click", () => clear(true));
  map.on("popupclose", (event) => {
    if (event.popup === popup) clear(false);
  });
}

/** Choose a mark. `from`: "text", "map", "card" or "address". */
function select(mark, { from, opener: node = null, keyboard = false, at = null }) {
  clear(false);
  chosen = mark;
  opener = node;
  show(mark);
  elements(mark).forEach((each) => each.classList.add("chosen"));
  namesOf(mark).forEach((name) => {
    name.classList.add("chosen");
    const sentence = name.closest(".sentence");
    if (sentence) sentence.classList.add("chosen");
  });
  if (from === "map") showInText(mark, false);
  live.textContent = spoken(mark);
  remember(mark);
  const open = () => chosen === mark && openCard(mark, at, keyboard);
  if (from === "map" || !bringIntoView(mark, open)) open();
}

function clear(giveFocusBack) {
  if (!chosen) return;
  const mark = chosen, back = opener;
  chosen = opener = null;
  document.querySelectorAll(".chosen").forEach((node) => node.classList.remove("chosen"));
  if (popup) popup.remove();
  popup = null;
  sheet.hidden = true;
  if (!mark.drawn) layers.get(mark).remove();
  if (giveFocusBack && back && back.isConnected) back.focus();
}

/** Move the map so that the mark can be seen; false when it can be seen already. `then` runs after the move. */
function bringIntoView(mark, then) {
  const bounds = boundsOf(mark), view = map.getBounds();
  const isPoint = bounds.getNorthEast().equals(bounds.getSouthWest());
  const zoom = isPoint ? Math.max(map.getZoom(), 8) : Math.min(map.getBoundsZoom(bounds.pad(narrow.matches ? 1.6 : mark.layer === "area" ? 0.9 : 0.5)), mark.layer === "area" ? 12 : 9);
  const isLarge = !isPoint && Math.abs(zoom - map.getZoom()) < 1.5;
  if (view.contains(bounds) && (isLarge || (isPoint && map.getZoom() >= 8))) return false;
  map.once("moveend", then);
  const options = { animate: !calm.matches, duration: 0.7 };
  if (calm.matches) map.setView(bounds.getCenter(), zoom, options);
  else map.flyTo(bounds.getCenter(), zoom, options);
  return true;
}

function openCard(mark, at, keyboard) {
  const card = cardOf(mark);
  if (narrow.matches) {
    sheet.querySelector(".sheet-body").replaceChildren(card);
    sheet.hidden = false;
    liftAboveSheet(mark);
  } else {
    const offset = layers.get(mark).getLatLng ? [0, -8] : [0, 0];
    const room = Math.max(160, Math.min(380, map.getSize().y - 130));
    popup = L.popup({ maxWidth: 330, minWidth: 220, maxHeight: room, offset, autoPanPaddingTopLeft: [60, 20], autoPanPaddingBottomRight: [20, 30], className: "card-popup" })
      .setLatLng(anchorOf(mark, at)).setContent(card).openOn(map);
  }
  if (keyboard) card.querySelector("h2").focus({ preventScroll: !narrow.matches });
}

/** Move the map so that the mark lies in the part that the sheet leaves free. */
function liftAboveSheet(mark) {
  const layer = layers.get(mark);
  const at = map.latLngToContainerPoint(layer.getLatLng ? layer.getLatLng() : mark.closed ? boundsOf(mark).getCenter() : anchorOf(mark));
  const free = map.getSize().y - sheet.offsetHeight;
  if (at.y > free - 24 || at.y < 24) map.panBy([0, at.y - free / 2], { animate: !calm.matches });
}

function showInText(mark, takeFocus) {
  const name = namesOf(mark)[0];
  if (!name) return;
  const section = name.closest("details");
  if (section) section.open = true;
  if (!narrow.matches || takeFocus) name.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  if (takeFocus) name.focus({ preventScroll: true });
}

/** The address keeps the choice; frames without an address of their own refuse, and lose nothing. */
function remember(mark) {
  try {
    history.replaceState(null, "", "#place=" + encodeURIComponent(mark.key));
  } catch (refused) {
    document.documentElement.dataset.address = "none";
  }
}

function selectFromAddress() {
  const asked = /^#place=(.+)$/.exec(location.hash);
  if (!asked) return;
  let key = "";
  try {
    key = decodeURIComponent(asked[1]);
  } catch (malformed) {
    return;
  }
  const mark = marks.find((each) => each.key === key);
  if (mark) select(mark, { from: "address" });
}
