// The one place where longitude and latitude change their order; and integers, as shapes travel, to points.
function latLng([lon, lat]) {
  return L.latLng(lat, lon);
}

/** [x0, y0, dx1, dy1, ...] to points. */
function vertices(steps, scale, turn = 0) {
  const points = [];
  let x = 0, y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push(latLng([x / scale + turn, y / scale]));
  }
  return points;
}

function decoded(parts, scale, turn = 0) {
  return parts.map((rings) => rings.map((ring) => vertices(ring, scale, turn)));
}

function viewBounds([west, south, east, north]) {
  return L.latLngBounds(latLng([west, south]), latLng([east, north]));
}
