// Places that would lie over each other become one mark: the most mentioned place takes in those around it.
const NEAR_PX = 46, NEAR_WIDE_PX = 62, LEAST_PX = 17, SPLIT_ZOOM = 9; // how near is near; from this zoom on only marks that would touch are joined
let clustered = new Map(); // by zoom, until the filters change

function forgetClusters() {
  clustered = new Map();
}

/** At a whole zoom: [{ place, members, count, x, y, wide }], most mentioned first. */
function clustersAt(zoom) {
  if (!clustered.has(zoom)) clustered.set(zoom, makeClusters(zoom));
  return clustered.get(zoom);
}

function makeClusters(zoom) {
  const pixel = 1 / (256 * 2 ** zoom), grids = [new Map(), new Map()], found = [];
  for (const place of shownPlaces) {
    const x = placeX[place], y = placeY[place], grid = grids[isWide[place]];
    const reach = pixel * (zoom >= SPLIT_ZOOM ? LEAST_PX : isWide[place] || zoom < 3 ? NEAR_WIDE_PX : NEAR_PX);
    const near = nearest(grid, x, y, reach);
    if (near) {
      near.members.push(place);
      near.count += shownMentions[place];
      continue;
    }
    const made = { place, members: [place], count: shownMentions[place], x, y, wide: isWide[place] === 1 };
    const key = cellOf(x, y, reach);
    if (grid.has(key)) grid.get(key).push(made); else grid.set(key, [made]);
    found.push(made);
  }
  return found.sort((a, b) => b.count - a.count || a.place - b.place);
}

function cellOf(x, y, reach) {
  return Math.floor(x / reach) * 4194304 + Math.floor(y / reach);
}

function nearest(grid, x, y, reach) {
  let best = null, least = reach * reach;
  for (let across = -1; across <= 1; across++) {
    for (let down = -1; down <= 1; down++) {
      for (const each of grid.get(cellOf(x + across * reach, y + down * reach, reach)) || []) {
        const distance = (each.x - x) ** 2 + (each.y - y) ** 2;
        if (distance < least) [best, least] = [each, distance];
      }
    }
  }
  return best;
}

/** Radius in pixels. */
function markSize(count) {
  return Math.min(31, 4.5 + 2.1 * Math.log2(count + 1));
}

/** "950", "12k" */
function shortCount(count) {
  if (count < 1000) return String(count);
  if (count < 1e6) return (count < 1e4 ? (count / 1000).toFixed(1) : Math.round(count / 1000)) + "k";
  return (count / 1e6).toFixed(1) + "M";
}
