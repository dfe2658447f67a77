// What is shown: the filters, and what passes them, counted by place and by bar of the histogram.
const LITERAL = 0;
const filters = { kinds: new Set([LITERAL]), least: 0, domain: -1, words: "", first: 0, last: Infinity, wide: true, rough: true, areas: false };
const shownMentions = new Int32Array(placeCount), shownArticles = new Int32Array(placeCount);
const bars = timeBars();
const barCounts = new Int32Array(bars.length);
const total = { mentions: 0, articles: 0, places: 0, undated: 0 };
let shownPlaces = []; // those with mentions, most first
let matching = null; // of the words searched for: 1 for each article that holds them

/** Days, weeks, months or years, so that there are few enough: { day: the first, text: its words, end: those of the last }. */
function timeBars() {
  const days = articleDay.filter((day) => day !== NO_DAY);
  if (!days.length) return [];
  const oldest = days[days.length - 1], newest = days[0], span = newest - oldest;
  if (span <= 1000) {
    const step = span <= 150 ? 1 : 7;
    return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => {
      const day = oldest + index * step;
      return { day, text: dateText(day), end: dateText(Math.min(newest, day + step - 1)) };
    });
  }
  const from = new Date(oldest * 864e5), to = new Date(newest * 864e5), found = [];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 <= 180 ? 1 : 12;
  for (let at = Date.UTC(from.getUTCFullYear(), months === 1 ? from.getUTCMonth() : 0, 1); at <= to.getTime();) {
    const text = new Date(at).toISOString().slice(0, months === 1 ? 7 : 4);
    found.push({ day: at / 864e5, text, end: text });
    const date = new Date(at);
    at = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  }
  return found;
}

function barOf(day) {
  let low = 0, high = bars.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bars[middle].day <= day) low = middle; else high = middle - 1;
  }
  return low;
}

const articleBar = Int32Array.from(articleDay, (day) => (day === NO_DAY ? -1 : barOf(day)));

function allTime() {
  return filters.first <= 0 && filters.last >= bars.length - 1;
}

/** An undated article passes only where no dates are asked for. */
function inTime(article) {
  const bar = articleBar[article];
  return bar < 0 ? allTime() : bar >= filters.first && bar <= filters.last;
}

function articlePasses(article) {
  return (filters.domain < 0 || articles.domain[article] === filters.domain) && (!matching || matching[article] === 1);
}

function rowPasses(row) {
  return filters.kinds.has(rowKind[row]) && rowSure[row] >= filters.least && !leftOut(rowPlace[row]);
}

/** Places of a sort that the reader does not want. */
function leftOut(place) {
  return (!filters.wide && isWide[place] === 1) || (!filters.rough && placeRadius[place] > 0);
}

/** Which articles hold the words, in their title or in a sentence that is kept. */
function findWords() {
  const wanted = folded(filters.words);
  matching = null;
  if (!wanted) return;
  matching = new Uint8Array(articleCount);
  articles.title.forEach((title, article) => { if (folded(title).includes(wanted)) matching[article] = 1; });
  quotes.forEach((quote, row) => {
    if (!matching[rowArticle[row]] && folded(quote.replace(/\t/g, "")).includes(wanted)) matching[rowArticle[row]] = 1;
  });
}

function count() {
  const kinds = Uint8Array.from(data.kinds, (_, kind) => (filters.kinds.has(kind) ? 1 : 0)), lastOf = new Int32Array(placeCount).fill(-1);
  shownMentions.fill(0);
  shownArticles.fill(0);
  barCounts.fill(0);
  Object.assign(total, { mentions: 0, articles: 0, places: 0, undated: 0 });
  for (let article = 0; article < articleCount; article++) {
    if (!articlePasses(article)) continue;
    const counts = inTime(article), bar = articleBar[article];
    let any = false;
    for (let row = firstRow[article]; row < firstRow[article + 1]; row++) {
      const place = rowPlace[row];
      if (!kinds[rowKind[row]] || rowSure[row] < filters.least || leftOut(place)) continue;
      if (bar >= 0) barCounts[bar] += rowMentions[row]; else total.undated += rowMentions[row];
      if (!counts) continue;
      any = true;
      total.mentions += rowMentions[row];
      shownMentions[place] += rowMentions[row];
      if (lastOf[place] !== article) shownArticles[place]++;
      lastOf[place] = article;
    }
    if (any) total.articles++;
  }
  shownPlaces = [];
  for (let place = 0; place < placeCount; place++) if (shownMentions[place]) shownPlaces.push(place);
  shownPlaces.sort((a, b) => shownMentions[b] - shownMentions[a] || a - b);
  total.places = shownPlaces.length;
}
