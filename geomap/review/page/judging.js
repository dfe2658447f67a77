// Judgements and what they mean for a mention: the same rules as geomap.judging.applying.
const judging = (() => {
  const kept = [];
  const ids = new Set();
  const mine = []; // ids of this page's judgements that can be undone, oldest first
  let counted = 0; // lines of the server's file that this page has seen
  let standing = new Map();
  let disputed = [];
  const keys = new Map(data.queue.map((row) => [row.name, row.key]));
  const keyOf = (name) => keys.get(name) || folded(name);

  const targetOf = (row) => {
    if (row.scope === "mention") return `mention|${row.text_id}|${row.start || 0}-${row.end}`;
    return `${row.scope}|${row.scope === "article" ? row.text_id : ""}|${keyOf(row.name)}`;
  };

  function settle() {
    const withdrawn = new Set(kept.map((row) => row.withdraws));
    const made = new Map();
    kept.forEach((row) => {
      if (row.verdict === "withdrawn" || withdrawn.has(row.id)) return;
      const target = targetOf(row);
      if (!made.has(target)) made.set(target, []);
      made.get(target).push(row);
    });
    standing = new Map([...made].map(([target, rows]) => [target, rows[rows.length - 1]]));
    disputed = [...made.values()].map((rows) => [...new Map(rows.map((row) => [row.reviewer || "", row])).values()])
      .filter((rows) => new Set(rows.map((row) => [row.verdict, row.place_id, row.lon, row.lat].join())).size > 1);
  }

  function take(rows) {
    rows.forEach((row) => {
      if (ids.has(row.id)) return;
      ids.add(row.id);
      kept.push(row);
    });
    settle();
  }

  take(data.kept.judgements);
  counted = data.kept.total;
  if (!served) take(source.own());

  return {
    count: () => counted,
    all: () => kept,
    added: () => [...standing.values()].filter((row) => row.added && row.verdict === "place"),
    /** The judgement that decides a mention, or undefined. */
    of: (item) => {
      const text = data.articles[item.a].text_id, key = keyOf(item.name);
      return standing.get(`mention|${text}|${item.s}-${item.e}`) || standing.get(`article|${text}|${key}`) || standing.get(`everywhere||${key}`);
    },
    disputesOf: (item) => {
      const ruling = judging.of(item);
      return ruling ? disputed.find((rows) => rows.some((row) => row.id === ruling.id)) || [] : [];
    },
    disputes: () => disputed.length,
    /** Keep a judgement on a mention; throws when it could not be kept. */
    async add(item, scope, verdict) {
      const article = data.articles[item.a];
      const row = { text_id: article.text_id, article: article.id, start: item.s, end: item.e, name: item.name, scope, reviewer: byId("reviewer").value.trim(), ...verdict };
      if (item.added) row.added = true;
      const [made] = await source.keep([row]);
      mine.push(made.id);
      take([made]);
    },
    /** Withdraw this page's last judgement that still stands; the judgement, or null. */
    async undo() {
      const last = mine[mine.length - 1];
      const row = kept.find((one) => one.id === last);
      if (!row) return null;
      const { text_id, article, start, end, name, scope } = row;
      const made = await source.keep([{ text_id, article, start, end, name, scope, verdict: "withdrawn", withdraws: row.id, reviewer: byId("reviewer").value.trim() }]);
      mine.pop();
      take(made);
      return row;
    },
    /** Take over what other pages and people have kept since; whether there was anything. */
    async refresh() {
      const news = await source.since(counted);
      const fresh = news.judgements.some((row) => !ids.has(row.id));
      counted = news.total;
      if (fresh) take(news.judgements);
      return fresh;
    },
  };
})();
