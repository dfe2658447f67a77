// Put everything together: forms, keys, the first entry that wants a look, and what others keep meanwhile.
const EVERY_MS = 4000;

function startForms() {
  const submitted = (id, act) => byId(id).addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
  submitted("search", () => {
    byId("wanted").blur();
    search(byId("wanted").value);
  });
  submitted("point", () => {
    const [lon, lat] = ["lon", "lat"].map((id) => Number(byId(id).value.replace(",", ".")));
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return say("Longitude lies between −180 and 180, latitude between −90 and 90.");
    byId("by-hand").open = false;
    decide({ verdict: "place", lon, lat, place_name: byId("hand-name").value.trim() || current.items[member].name });
  });
  submitted("add", () => addMissed(findWords(byId("missed-name").value.trim())));
  byId("not-a-place").addEventListener("click", KEYS.x);
  byId("undo").addEventListener("click", KEYS.u);
  byId("next").addEventListener("click", KEYS.j);
  byId("remake").addEventListener("click", KEYS.M);
  byId("show-keys").addEventListener("click", KEYS["?"]);
  byId("download").addEventListener("click", download);
  byId("remake").hidden = !data.canRemake;
  byId("reviewer").value = data.reviewer;
}

function download() {
  const rows = served ? judging.all() : source.own();
  const file = new Blob(rows.map((row) => JSON.stringify(row) + "\n"), { type: "application/x-ndjson" });
  const link = element("a");
  link.href = URL.createObjectURL(file);
  link.download = "judgements.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function followOthers() {
  const look = async () => {
    if (document.hidden) return;
    try {
      if (!(await judging.refresh())) return;
    } catch { // the next judgement will say that the server is gone
      return;
    }
    buildQueue();
    if (current) draw();
  };
  setInterval(look, EVERY_MS);
  window.addEventListener("focus", look);
}

startAtlas();
startForms();
startKeys();
buildQueue();
open(entries.find(wantsALook) || entries[0]).then(() => {
  document.documentElement.dataset.ready = "yes";
});
if (served) followOthers();
