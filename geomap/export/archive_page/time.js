// Two thumbs over a histogram of the mentions that pass all other filters.
const first = byId("first"), last = byId("last"), histogram = byId("histogram");

function startTime() {
  byId("time").hidden = bars.length < 2;
  if (bars.length < 2) return;
  [first, last].forEach((thumb) => {
    thumb.max = bars.length - 1;
    thumb.addEventListener("input", () => {
      if (Number(first.value) > Number(last.value)) thumb.value = thumb === first ? last.value : first.value;
      setTime(Number(first.value), Number(last.value));
    });
  });
  byId("all-time").addEventListener("click", () => {
    setTime(0, bars.length - 1);
    first.focus();
  });
  new ResizeObserver(drawHistogram).observe(histogram);
  dark.addEventListener("change", drawHistogram);
}

function setTime(from, to) {
  filters.first = from;
  filters.last = to;
  refreshSoon();
}

function showTime() {
  if (bars.length < 2) return;
  const from = Math.max(0, filters.first), to = Math.min(bars.length - 1, filters.last);
  first.value = from;
  last.value = to;
  first.setAttribute("aria-valuetext", bars[from].text);
  last.setAttribute("aria-valuetext", bars[to].end);
  first.classList.toggle("upmost", from > (bars.length - 1) / 2); // both thumbs at the right end: the left one can be grasped
  byId("span").textContent = bars[from].text === bars[to].end ? bars[from].text : `${bars[from].text} to ${bars[to].end}`;
  byId("undated").textContent = total.undated ? (allTime() ? `and ${plural(total.undated, "mention")} without a date` : "without those that have no date") : "";
  byId("all-time").hidden = allTime();
  drawHistogram();
}

function drawHistogram() {
  const width = histogram.clientWidth, height = histogram.clientHeight, fine = window.devicePixelRatio || 1;
  if (!width || !height) return;
  histogram.width = width * fine;
  histogram.height = height * fine;
  const context = histogram.getContext("2d"), most = Math.max(1, ...barCounts), step = width / barCounts.length;
  context.scale(fine, fine);
  barCounts.forEach((mentions, index) => {
    const tall = mentions ? Math.max(1.5, (mentions / most) * height) : 0;
    context.fillStyle = colour(index >= filters.first && index <= filters.last ? "--place" : "--rule");
    context.fillRect(index * step, height - tall, Math.max(0.8, step - (step > 3 ? 1 : 0)), tall);
  });
}
