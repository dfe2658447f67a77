// The article in view, with its mentions; and where in it a missed name stands.
let article = null; // { number, pieces, candidates }

async function showArticle(number) {
  if (article && article.number === number) return;
  article = { number, ...(await source.article(number)) };
  byId("article-title").textContent = data.articles[number].title;
  const text = byId("text");
  text.lang = article.language || "";
  text.replaceChildren(...article.pieces.map(pieceNode));
}

function pieceNode([words, start, mention]) {
  if (mention === null) {
    const plain = element("span", "", words);
    plain.dataset.start = start;
    return plain;
  }
  const node = element("span", "mention", words);
  node.dataset.start = start;
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  const act = () => {
    if (!window.getSelection().isCollapsed) return;
    openMention(start);
  };
  node.addEventListener("click", act);
  onEnter(node, act);
  return node;
}

function openMention(start) {
  const entry = entries.find((one) => one.items.some((item) => item.a === article.number && item.s === start));
  if (entry) open(entry, entry.items.findIndex((item) => item.s === start));
}

function markMentions() {
  const item = current ? current.items[member] : null;
  const here = new Map(data.queue.filter((row) => row.a === article.number).map((row) => [row.s, row]));
  byId("text").querySelectorAll(".mention").forEach((node) => {
    const row = here.get(Number(node.dataset.start));
    const ruling = row && judging.of(row);
    node.classList.toggle("judged", Boolean(ruling && ruling.verdict === "place"));
    node.classList.toggle("dropped", Boolean(ruling && ruling.verdict !== "place"));
    node.classList.toggle("unsure", Boolean(row && !ruling && (row.p < SURE || row.status !== "resolved")));
    node.classList.toggle("now", Boolean(item && item.a === article.number && item.s === Number(node.dataset.start)));
  });
  const now = byId("text").querySelector(".now");
  if (now) bringIntoPane(now, document.getElementById("reading"));
}

/** Code points before an offset of a node's text: the page never counts in UTF-16 towards the outside. */
function points(text, offset = text.length) {
  return Array.from(text.slice(0, offset)).length;
}

/** What is selected in the text, as [start, end, words]; null when nothing is, or it runs over a mention. */
function selectedWords() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const node = range.startContainer;
  if (node !== range.endContainer || node.nodeType !== Node.TEXT_NODE || !byId("text").contains(node)) return null;
  const words = range.toString(), left = words.length - words.trimStart().length;
  if (!words.trim()) return null;
  const start = Number(node.parentNode.dataset.start) + points(node.data, range.startOffset + left);
  return [start, start + points(words.trim()), words.trim()];
}

/** The first place where a name stands in the article outside the mentions, as [start, end, words]; null when nowhere. */
function findWords(name) {
  for (const [words, start, mention] of article.pieces) {
    const at = mention === null ? words.indexOf(name) : -1;
    if (at >= 0) return [start + points(words, at), start + points(words, at) + points(name), name];
  }
  return null;
}

/** Scroll the pane alone: on a phone scrollIntoView would move the page, too, away from the question. */
function bringIntoPane(node, pane) {
  const inside = node.getBoundingClientRect(), frame = pane.getBoundingClientRect();
  if (inside.top >= frame.top && inside.bottom <= frame.bottom) return;
  pane.scrollTop += inside.top - frame.top - (frame.height - inside.height) / 2;
}
