// The queue: mentions with one name and one answer in one article are one entry, the least certain first.
const SHOWN = 200; // entries in the list at once
const SURE = 0.9; // less certain ones want a look
let entries = [];
let current = null; // entry
let member = 0; // which of its mentions

function buildQueue() {
  const groups = new Map();
  const add = (item) => {
    const name = [item.a, item.key, item.place, item.status, item.added || ""].join("|");
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(item);
  };
  data.queue.forEach(add);
  judging.added().forEach((row) => {
    const a = data.articles.findIndex((article) => article.text_id === row.text_id);
    const known = data.queue.some((item) => item.a === a && item.s === (row.start || 0) && item.e === row.end);
    if (a >= 0 && !known) add(addedItem(a, row.start || 0, row.end, row.name));
  });
  entries = [...groups.values()].map((items) => ({ items, p: Math.min(...items.map((item) => item.p)) }));
  entries.sort((one, other) => one.p - other.p || one.items[0].a - other.items[0].a || one.items[0].s - other.items[0].s);
  if (current) current = entries.find((entry) => entry.items.some((item) => same(item, current.items[member]))) || entries[0] || null;
}

function addedItem(a, s, e, name) {
  return { a, s, e, m: null, name, key: folded(name), p: 0, status: "not_found", kind: "literal", place: null, shown: "", added: true };
}

function same(one, other) {
  return one.a === other.a && one.s === other.s && one.e === other.e;
}

function isDone(entry) {
  return entry.items.every((item) => judging.of(item));
}

function wantsALook(entry) {
  return !isDone(entry) && (entry.p < SURE || entry.items[0].status !== "resolved");
}

function drawQueue() {
  const list = byId("queue");
  const at = Math.max(0, entries.indexOf(current));
  const first = Math.max(0, Math.min(at - SHOWN / 2, entries.length - SHOWN));
  const rows = entries.slice(first, first + SHOWN).map((entry) => queueRow(entry));
  list.replaceChildren(...rows);
  list.start = first + 1;
  const chosen = list.querySelector("[aria-current]");
  if (chosen) bringIntoPane(chosen, chosen.closest(".queue"));
  drawProgress();
}

function queueRow(entry) {
  const item = entry.items[0];
  const row = element("li", "entry");
  const button = element("button", isDone(entry) ? "done" : wantsALook(entry) ? "look" : "");
  button.type = "button";
  button.append(element("bdi", "name", item.name));
  if (entry.items.length > 1) button.append(element("span", "count", " ×" + entry.items.length));
  button.append(element("span", "shown", saying(item)));
  if (entry === current) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => open(entry));
  row.append(button);
  return row;
}

/** What a mention is taken for now. */
function saying(item) {
  const ruling = judging.of(item);
  if (ruling) return ruling.verdict === "place" ? "✓ " + (ruling.place_name || ruling.name) : "✓ not a place";
  if (!item.shown) return "in no gazetteer";
  return `${item.shown}, ${Math.round(item.p * 100)} %`;
}

function drawProgress() {
  const done = entries.filter(isDone).length, looks = entries.filter(wantsALook).length;
  const parts = [`${done} of ${entries.length} checked`, `${looks} need a look`];
  const disputes = judging.disputes();
  if (disputes) parts.push(disputes === 1 ? "1 conflict" : disputes + " conflicts");
  byId("progress").textContent = parts.join(" · ");
}

function step(by) {
  if (!entries.length) return;
  const at = entries.indexOf(current);
  open(entries[(at + by + entries.length) % entries.length]);
}

/** The next entry that nobody has judged, after this one and then from the start; where all are, this one. */
function stepToOpen() {
  const at = entries.indexOf(current);
  const rest = [...entries.slice(at + 1), ...entries.slice(0, at)];
  open(rest.find((entry) => !isDone(entry)) || current);
}
