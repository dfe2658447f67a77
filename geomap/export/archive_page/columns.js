// The columns as typed arrays. A row is an article's mentions of one place and kind; articles run from the newest to the oldest.
const NO_DAY = -(2 ** 30);
const places = data.places, articles = data.articles, quotes = new Map();
const placeCount = places.name.length, articleCount = articles.title.length, rowCount = data.mentions.place.length;
const rowPlace = Int32Array.from(data.mentions.place);
const rowKind = characters(data.mentions.kind, 48), rowSure = characters(data.mentions.sure, 65);
const rowMentions = sparse(data.mentions.more, rowCount).map((more) => more + 1);
const rowArticle = new Int32Array(rowCount), firstRow = new Int32Array(articleCount + 1);
const articleDay = new Int32Array(articleCount).fill(NO_DAY), copies = sparse(articles.copies, articleCount);
const placeRadius = sparse(places.radius, placeCount);
const placeX = new Float64Array(placeCount), placeY = new Float64Array(placeCount); // of the world as a square of 1
const rowsOfPlace = new Int32Array(rowCount), firstOfPlace = new Int32Array(placeCount + 1);
const isWide = Uint8Array.from(places.family, (family) => (family === "c" || family === "a" ? 1 : 0));

function characters(text, zero) {
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index) - zero);
}

/** [steps to the next that is not zero, its value, ...] */
function sparse(steps, length) {
  const values = new Int32Array(length);
  for (let i = 0, at = 0; i < steps.length; i += 2) values[at += steps[i]] = steps[i + 1];
  return values;
}

function lonOf(place) {
  return places.lon[place] / data.lonLatScale;
}

function latOf(place) {
  return places.lat[place] / data.lonLatScale;
}

/** Mercator, as Leaflet's maps. */
function worldY(lat) {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

function unpack() {
  let row = 0, day = 0;
  articles.day.forEach((step, index) => { articleDay[index] = day += step; });
  articles.rows.forEach((count, index) => {
    firstRow[index] = row;
    rowArticle.fill(index, row, row += count);
  });
  firstRow[articleCount] = row;
  for (let place = 0; place < placeCount; place++) {
    placeX[place] = lonOf(place) / 360 + 0.5;
    placeY[place] = worldY(latOf(place));
  }
  for (let i = 0; i < rowCount; i++) firstOfPlace[rowPlace[i] + 1]++;
  for (let place = 0; place < placeCount; place++) firstOfPlace[place + 1] += firstOfPlace[place];
  const next = firstOfPlace.slice();
  for (let i = 0; i < rowCount; i++) rowsOfPlace[next[rowPlace[i]]++] = i;
  let quoted = 0;
  data.quotes.row.forEach((step, index) => quotes.set(quoted += step, data.quotes.text[index]));
}

/** "Aleppo, Syria" */
function whereabouts(place) {
  const country = places.countries[places.country[place]], division = places.divisions[places.division[place]];
  return [division, country].filter((name) => name && name !== places.name[place]).join(", ");
}

function dateText(day) {
  return day === NO_DAY ? "" : new Date(day * 864e5).toISOString().slice(0, 10);
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function plural(count, one, many = one + "s") {
  return count.toLocaleString("en") + "\u00a0" + (count === 1 ? one : many);
}

unpack();
