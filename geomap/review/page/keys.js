// Everything by keyboard. Letters act only outside of fields.
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => current && open(current, (member + 1) % current.items.length),
  x: () => decide({ verdict: "not_a_place" }),
  u: () => undo(),
  s: () => nextScope(),
  "/": () => focusOn("wanted"),
  h: () => openDetails("by-hand", "lon"),
  m: () => missedKey(),
  M: () => remake(),
  "?": () => toggleKeys(),
};

function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") return leaveField(event);
    const field = event.target.matches("input:not([type=radio]), textarea, select");
    if (field) return;
    if (/^[1-9]$/.test(event.key) && options[event.key - 1]) {
      event.preventDefault();
      choose(options[event.key - 1]);
    } else if (Object.hasOwn(KEYS, event.key)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
}

function leaveField(event) {
  if (event.target.matches("input")) event.target.blur();
  ["by-hand", "missed"].forEach((id) => { byId(id).open = false; });
  if (searched !== null) unsearch();
}

function nextScope() {
  const choices = [...document.querySelectorAll("[name=scope]")];
  const next = choices[(choices.findIndex((one) => one.checked) + 1) % choices.length];
  next.checked = true;
  say("This holds for: " + next.parentNode.textContent.trim());
}

function focusOn(id) {
  byId(id).focus();
  byId(id).select();
}

function openDetails(id, field) {
  byId(id).open = true;
  focusOn(field);
}

function missedKey() {
  const words = selectedWords();
  if (words) addMissed(words);
  else openDetails("missed", "missed-name");
}

function toggleKeys() {
  const hidden = byId("keys").toggleAttribute("hidden");
  byId("show-keys").setAttribute("aria-expanded", String(!hidden));
}

async function remake() {
  if (!data.canRemake) return say("Run geomap map again: it uses these corrections.");
  say("Making the map…");
  await told(async () => {
    const made = await source.remake();
    const link = element("a", "", "Open the new map");
    link.href = made.map;
    link.target = "_blank";
    link.rel = "noopener";
    byId("message").replaceChildren(document.createTextNode("The map was made with these corrections. "), link);
    link.focus();
    return SAID;
  });
}
