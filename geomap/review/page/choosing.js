// The decision on one mention: its candidates, or what a search found, or a point set by hand.
let options = []; // the places that the keys 1 to 9 choose
let searched = null; // what was searched for, or null: the mention's own candidates are shown

async function open(entry, which = 0) {
  if (!entry) {
    byId("asked").textContent = "No mention was found";
    byId("no-options").hidden = false;
    byId("no-options").textContent = "Add a name that was missed, or review another text.";
    if (data.articles.length) await showArticle(0);
    return;
  }
  current = entry;
  member = which;
  searched = null;
  await showArticle(entry.items[which].a);
  const item = entry.items[which];
  options = item.m === null ? [] : article.candidates[item.m];
  draw();
  if (item.added && !judging.of(item)) await search(item.name);
}

function draw() {
  drawQueue();
  markMentions();
  drawChoice();
  drawOptionsOnMap();
}

function drawChoice() {
  const item = current.items[member];
  const many = current.items.length > 1 ? ` (${member + 1} of ${current.items.length})` : "";
  byId("asked").replaceChildren(document.createTextNode("“"), element("bdi", "", item.name), document.createTextNode("”" + many));
  byId("answer").textContent = answerWords(item);
  drawDisputes(item);
  byId("options").replaceChildren(...options.map((place, index) => option(place, index, item)));
  const none = byId("no-options");
  none.hidden = options.length > 0;
  none.textContent = searched === null ? "No place in the gazetteer bears this name: search for another, or set it by hand."
    : `Nothing bears the name ${searched}${served ? "" : " among the places of this page (geomap review searches all)"}.`;
}

function answerWords(item) {
  const ruling = judging.of(item);
  if (!ruling) return item.added ? "A name that was missed: which place is it?" : `${item.status.replace("_", " ")}, ${item.kind}`;
  const who = ruling.reviewer ? `by ${ruling.reviewer}` : "";
  const reach = { mention: "for this mention", article: "for this article", everywhere: "everywhere" }[ruling.scope];
  const what = ruling.verdict === "place" ? `taken for ${ruling.place_name || ruling.name}` : "judged to be no place";
  return [what, reach, who].filter(Boolean).join(", ");
}

function drawDisputes(item) {
  const rows = judging.disputesOf(item);
  const list = byId("disputes");
  list.hidden = !rows.length;
  list.replaceChildren(...rows.map((row) => element("li", "", `${row.reviewer || "somebody"}: ${row.verdict === "place" ? row.place_name || row.place_id : "not a place"}`)));
}

function isChosen(place, item) {
  const ruling = judging.of(item);
  if (!ruling) return place.id !== null && place.id === item.place;
  return ruling.verdict === "place" && ruling.place_id !== undefined && ruling.place_id === place.id;
}

function option(place, index, item) {
  const row = element("li", "option");
  const button = element("button", "");
  button.type = "button";
  button.setAttribute("aria-pressed", String(isChosen(place, item)));
  const head = element("span", "line-one");
  head.append(element("kbd", "", String(index + 1)), element("bdi", "name", place.name));
  if (place.p !== undefined) head.append(element("span", "percent", percent(place.p)));
  button.append(head, element("span", "what", [place.what, place.where].filter(Boolean).join(" · ")));
  button.addEventListener("click", () => choose(place));
  row.append(button);
  if (place.why && place.why.length) row.append(reasons(place));
  return row;
}

function reasons(place) {
  const why = element("details", "why");
  why.append(element("summary", "", "Why"));
  const list = element("ul");
  place.why.forEach(([weight, note]) => {
    const reason = element("li", weight < 0 ? "against" : "for");
    reason.append(element("span", "weight", (weight < 0 ? "−" : "+") + Math.abs(weight).toFixed(2)), document.createTextNode(" " + note));
    list.append(reason);
  });
  why.append(list);
  return why;
}

function scope() {
  return document.querySelector("[name=scope]:checked").value;
}

function choose(place) {
  if (place.id === null) return decide({ verdict: "place", lon: place.at[0], lat: place.at[1], place_name: place.name });
  return decide({ verdict: "place", place_id: place.id, place_name: place.name });
}

async function decide(verdict) {
  if (!current) return;
  const item = current.items[member];
  const reach = scope();
  await told(async () => {
    await judging.add(item, reach, verdict);
    const more = current.items.findIndex((other) => !judging.of(other));
    if (reach === "mention" && more >= 0) return open(current, more);
    return stepToOpen();
  }, `${item.name}: ${verdict.verdict === "place" ? verdict.place_name : "not a place"}. ${served ? "Kept." : "Kept in this browser: download it at the end."}`);
}

async function undo() {
  await told(async () => {
    const undone = await judging.undo();
    if (!undone) return "Nothing to undo on this page.";
    const a = data.articles.findIndex((one) => one.text_id === undone.text_id);
    buildQueue();
    const entry = entries.find((one) => one.items.some((item) => item.a === a && item.s === (undone.start || 0)));
    await open(entry || current || entries[0], 0);
    return `Undone: ${undone.name}.`;
  });
}

async function search(name) {
  await told(async () => {
    options = (await source.search(name)).slice(0, 9);
    searched = name;
    drawChoice();
    drawOptionsOnMap();
  });
}

/** Back to the mention's own candidates. */
function unsearch() {
  if (current) open(current, member);
}

async function addMissed(found) {
  if (!found) return say("That name does not stand in this text outside the mentions; type it as it is written there.");
  const [start, end, words] = found;
  const entry = { items: [addedItem(article.number, start, end, words)], p: 0 };
  entries.unshift(entry);
  byId("missed").open = false;
  await open(entry);
  byId("choice").focus();
}

function say(words) {
  byId("message").textContent = words;
}

const SAID = Symbol("said already");

/** Do something and say how it went; an error is said, and nothing else changes. */
async function told(act, done = "") {
  try {
    const said = await act();
    if (said !== SAID) say(typeof said === "string" ? said : done);
  } catch (error) {
    say("Not done: " + error.message);
  }
}
