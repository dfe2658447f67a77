// Circles on the globe: quoted areas to scale, and how far off an approximate place may lie.
const EARTH_M = 6371008.8, RING_POINTS = 72, RADIANS = Math.PI / 180;
const areas = data.areas.map(([article, place, lon, lat, low, high, rough, words]) => ({
  article, place, lon: lon / data.lonLatScale, lat: lat / data.lonLatScale, low, high, rough: rough === 1, words,
}));

/** Radius along the surface of the circle that holds so many square metres. */
function radiusOf(squareMetres) {
  return 2 * EARTH_M * Math.asin(Math.sqrt(Math.min(1, squareMetres / (4 * Math.PI * EARTH_M ** 2))));
}

/** Points of the circle as [lon, lat], without jumps at the antimeridian. */
function ring(lon, lat, metres) {
  const reach = metres / EARTH_M, points = [];
  const sine = Math.sin(lat * RADIANS), cosine = Math.cos(lat * RADIANS);
  for (let i = 0; i <= RING_POINTS; i++) {
    const bearing = (2 * Math.PI * i) / RING_POINTS;
    const there = Math.asin(sine * Math.cos(reach) + cosine * Math.sin(reach) * Math.cos(bearing));
    const turn = Math.atan2(Math.sin(bearing) * Math.sin(reach) * cosine, Math.cos(reach) - sine * Math.sin(there));
    points.push([lon + turn / RADIANS, there / RADIANS]);
  }
  return points;
}

function areaPasses(area) {
  return shownMentions[area.place] > 0 && articlePasses(area.article) && inTime(area.article);
}

function areasShown() {
  return areas.filter((area) => areaPasses(area) && (filters.areas || isChosen(area.place)));
}
