const MOST_ADDED = 99;

// A plan as a file, which plan_stops(start=) reads, and in the address of the page.
/** @param {PlanFile} file @param {Trial[]} seen */
function planText({ format, version, mode, minutes }, seen) {
  const on = seen.filter((one) => one.on).sort((a, b) => a.number - b.number);
  const stops = on.filter((one) => !one.added).map(({ id }) => id);
  const added = on.filter((one) => one.added).map(({ id, at: [lat, lon], name }) => ({ id, lat, lon, name }));
  return `${JSON.stringify({ format, version, mode, minutes, stops, added }, null, 2)}\n`;
}

/** @param {Trial[]} stops @param {Trial[]} seen */
function linkOf(stops, seen) {
  // Numbers of candidates from 1, and where new stops are: 3.17~53.8,12.2
  const known = stops.flatMap(({ on }, at) => on ? [at + 1] : []).join(".") || "0";
  return [known, ...seen.filter((one) => one.added).map(({ at }) => at.join(","))].join("~");
}

/** @param {string} text @param {L.LatLngBounds} around */
function ofLink(text, around) {
  const [known, ...added] = text.split("~");
  const places = added.map((one) => /** @type {Latlng} */ (one.split(",").map(Number)))
    .filter((at) => at.length === 2 && at.every(Number.isFinite) && around.contains(at));
  return { on: new Set(known.split(".").map(Number)), added: places.slice(0, MOST_ADDED) };
}
