// The articles behind the chosen places, the newest first, a page at a time.
const ARTICLES_AT_ONCE = 20, QUOTES_AT_ONCE = 4, NAMES_AT_ONCE = 3;
let listed = []; // [article, its rows]
let listedCount = 0;

function showArticles() {
  const any = chosenPlaces.length > 0;
  byId("choice").hidden = !any;
  byId("all-places").hidden = any;
  if (!any) return;
  listed = articlesOf(chosenPlaces);
  const first = chosenPlaces[0], others = chosenPlaces.length - 1;
  const title = byId("choice-title");
  title.replaceChildren(element("bdi", "", places.name[first]));
  if (others) title.append(` and ${plural(others, "other place")}`);
  const mentions = chosenPlaces.reduce((sum, place) => sum + shownMentions[place], 0);
  const rough = placeRadius[first] ? `its position is rough, within some ${Math.round(placeRadius[first] / 1000)}\u00a0km` : "";
  const where = others ? "" : [whereabouts(first), rough].filter(Boolean).join(" · ");
  byId("choice-where").textContent = where;
  byId("choice-where").hidden = !where;
  const words = `${plural(mentions, "mention")} in ${plural(listed.length, "article")}`;
  byId("choice-count").textContent = listed.length ? words : "Nothing here passes the filters.";
  showMembers(others);
  byId("choice-zoom").textContent = others ? "Zoom to these places" : "Zoom to this place";
  byId("articles").replaceChildren();
  listedCount = 0;
  moreArticles();
  byId("live").textContent = `${title.textContent}: ${words}`;
}

function showMembers(others) {
  const list = byId("members");
  list.hidden = !others;
  list.replaceChildren(...(others ? chosenPlaces.slice(0, 12).map((place) => {
    const row = element("li"), button = element("button", "small");
    button.type = "button";
    button.append(element("bdi", "", places.name[place]), element("span", "count", " " + shortCount(shownMentions[place])));
    button.addEventListener("click", () => choose([place], { fly: true }));
    row.append(button);
    return row;
  }) : []));
  if (chosenPlaces.length > 12) list.append(element("li", "rest", `and ${chosenPlaces.length - 12} more`));
}

function articlesOf(members) {
  const rows = [];
  members.forEach((place) => {
    for (let i = firstOfPlace[place]; i < firstOfPlace[place + 1]; i++) {
      const row = rowsOfPlace[i], article = rowArticle[row];
      if (rowPasses(row) && articlePasses(article) && inTime(article)) rows.push(row);
    }
  });
  const found = new Map();
  rows.sort((a, b) => a - b).forEach((row) => {
    const article = rowArticle[row];
    if (found.has(article)) found.get(article).push(row); else found.set(article, [row]);
  });
  return [...found];
}

function moreArticles() {
  const next = listed.slice(listedCount, listedCount + ARTICLES_AT_ONCE), items = next.map(([article, rows]) => articleItem(article, rows));
  byId("articles").append(...items);
  const moved = listedCount > 0 && items.length;
  listedCount += next.length;
  const left = listed.length - listedCount;
  byId("more-articles").hidden = !left;
  byId("more-articles").textContent = `Show ${Math.min(left, ARTICLES_AT_ONCE)} more of ${plural(left, "article")}`;
  if (moved) {
    items[0].tabIndex = -1;
    items[0].focus();
  }
}

function articleItem(article, rows) {
  const item = element("li", "article"), title = articles.title[article] || "Article without a title here", address = articles.url[article];
  const head = element("h3");
  head.dir = "auto";
  if (/^https?:\/\//.test(address)) {
    const link = element("a", "", title);
    link.href = address;
    link.rel = "noopener noreferrer";
    head.append(link);
  } else {
    head.textContent = title;
  }
  const facts = [dateText(articleDay[article]), articles.domains[articles.domain[article]]];
  if (copies[article]) facts.push(plural(copies[article], "copy", "copies") + " elsewhere");
  item.append(head, element("p", "facts", facts.filter(Boolean).join(" · ")));
  const quoted = rows.filter((row) => quotes.has(row)).slice(0, QUOTES_AT_ONCE), silent = rows.filter((row) => !quoted.includes(row));
  quoted.forEach((row) => item.append(quoteBlock(row)));
  if (silent.length) {
    const names = silent.slice(0, NAMES_AT_ONCE).map((row) => `${places.name[rowPlace[row]]} ${times(rowMentions[row])}`);
    if (silent.length > NAMES_AT_ONCE) names.push(plural(silent.length - NAMES_AT_ONCE, "more place"));
    item.append(element("p", "facts", `${quoted.length ? "Names also" : "Names"} ${names.join(", ")}.`));
  }
  areas.filter((area) => area.article === article && isChosen(area.place)).forEach((area) => {
    item.append(element("p", "facts quoted-area", `Quoted area: ${area.words}${area.rough ? " (its position is rough)" : ""}`));
  });
  return item;
}

function quoteBlock(row) {
  const [before, words, after] = quotes.get(row).split("\t"), block = element("blockquote");
  block.dir = "auto";
  const begun = /^[\p{Ll}\d,;)]/u.test(before.trim()), broken = !/[.!?…"”’')\]]$/.test(after.trim());
  block.append((begun ? "… " : "") + before, element("mark", "", words), after + (broken ? " …" : ""));
  const notes = [];
  if (rowKind[row] !== LITERAL) notes.push(data.kinds[rowKind[row]]);
  if (rowSure[row] < 16) notes.push(`${rowSure[row] * 5}–${rowSure[row] * 5 + 5}\u00a0% sure`);
  if (chosenPlaces.length > 1) notes.unshift(places.name[rowPlace[row]]);
  if (notes.length) block.append(element("span", "note", ` (${notes.join(", ")})`));
  return block;
}
