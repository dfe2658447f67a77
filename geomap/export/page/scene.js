// Things that every other part needs: elements, panes, and what the reader's device asks for.
const media = (query) => window.matchMedia(query);
const calm = media("(prefers-reduced-motion: reduce)");
const dark = media("(prefers-color-scheme: dark)");
const narrow = media("(max-width: 700px)");

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** What Enter and the space bar do on a thing that has the role of a button. */
function onEnter(node, act) {
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}

function makePane(name, order, passive) {
  const pane = map.createPane(name);
  pane.classList.add("order-" + order);
  if (passive) pane.classList.add("passive");
  return pane;
}

/** On a narrow screen the attribution runs under the scale, in one line or in two: keep that corner above it. */
function liftAboveAttribution() {
  const corner = map.getContainer().querySelector(".leaflet-bottom.leaflet-left");
  const lift = () => { corner.style.bottom = narrow.matches ? `${map.attributionControl.getContainer().offsetHeight + 2}px` : ""; };
  lift();
  map.on("resize", lift);
}

function times(count) {
  return count === 1 ? "once" : count === 2 ? "twice" : count + " times";
}

function percent(probability) {
  return probability >= 0.995 ? "over 99\u00a0%" : Math.round(probability * 100) + "\u00a0%";
}
