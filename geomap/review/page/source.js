// Where articles come from and judgements go: the server, or this file and the browser's own store.
const source = served ? serverSource() : diskSource();

function serverSource() {
  const ask = async (path, body) => {
    const options = { headers: { "x-geomap-token": data.token }, cache: "no-store" };
    if (body !== undefined) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
    let answer;
    try {
      answer = await fetch(path, options);
    } catch {
      throw new Error("the server does not answer; is geomap review still running?");
    }
    const said = await answer.text();
    if (answer.ok) return JSON.parse(said);
    let reason = said;
    try {
      reason = JSON.parse(said).error;
    } catch { /* plain text already */ }
    throw new Error(reason);
  };
  return {
    article: (number) => ask("/api/articles/" + number),
    search: (name) => ask("/api/search?name=" + encodeURIComponent(name)),
    keep: (rows) => ask("/api/judgements", rows),
    since: (count) => ask("/api/judgements?after=" + count),
    remake: () => ask("/api/map", {}),
  };
}

function diskSource() {
  const slot = "geomap-review:" + data.articles.map((article) => article.text_id).join(",").slice(0, 400);
  let own = [];
  try {
    own = JSON.parse(localStorage.getItem(slot) || "[]");
  } catch { /* no store here, or not ours: corrections last as long as the page */ }
  if (!Array.isArray(own)) own = [];
  const known = new Map();
  const learn = (place) => known.set(place.id || place.at.join(), place);
  return {
    own: () => own,
    article: async (number) => data.texts[number],
    // no gazetteer here: only the places that some mention of these texts could mean
    search: async (name) => {
      if (!known.size) data.texts.forEach((text) => text.candidates.flat().forEach(learn));
      const wanted = folded(name);
      return [...known.values()].filter((place) => folded(place.name).includes(wanted)).slice(0, 9);
    },
    keep: async (rows) => {
      const made = rows.map((row) => ({ ...row, id: newId(), decided_at: new Date().toISOString().slice(0, 19) + "Z" }));
      own.push(...made);
      try {
        localStorage.setItem(slot, JSON.stringify(own));
      } catch { /* see above; the page says that corrections must be downloaded */ }
      return made;
    },
    since: async () => ({ judgements: [], total: judging.count(), conflicts: [] }),
  };
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function folded(name) {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
