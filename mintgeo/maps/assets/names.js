// Room around a name that no other name takes, where a name may stand beside its place, and the side
// of the squares in which names look for others.
const APART_X = 22, APART_Y = 14, SIDE = 128;
// Width and height of a mark with a number.
const SIGN = 24;
const LETTERS = ["600 13px", "600 12px", "11px"], FACE = 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const BESIDES = [[-.5, -1.35], [-.5, .35], [0, -.5], [-1, -.5]];

themes.names = (theme, map, data) => {
  // Names of places: the largest takes its room first; at a zoom the same names stand everywhere.
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const places = data.names.map((name, position) => {
    const size = data.large.filter((n) => position >= n).length;
    const at = /** @type {Latlng} */ ([0, 1].map((axis) => data.at[2 * position + axis] / data.parts));
    return { name, at, size, width: 0, made: null };
  });
  /** @type {Map<number, NamePlaced[]>} */
  const byZoom = new Map();
  /** @type {NamePlaced[]} */
  let crowds = [];
  let lettered = -1;
  /** @type {Set<HTMLElement>} */
  let shown = new Set();
  const layer = L.layerGroup();
  map.on("mintgeocrowds", (/** @type {any} */ { boxes }) => {
    // No name where a circle shows a number.
    if (!boxes.length && !crowds.length) return;
    crowds = boxes;
    byZoom.clear();
    if (map.hasLayer(layer)) show();
  });
  /** @type {Set<L.Marker>} */
  const signs = new Set();
  let waiting = 0;
  const sign = (/** @type {any} */ { layer: one, type }) => {
    // Nor under a mark with a number of its own. Many come and go at once.
    if (!isSign(one)) return;
    if (type === "layerremove") signs.delete(one);
    else signs.add(one);
    byZoom.clear();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => { if (map.hasLayer(layer)) show(); });
  };
  map.eachLayer((one) => sign({ layer: one }));
  map.on("layeradd layerremove", sign);
  layer.on("add", () => { map.on("moveend", show); show(); });
  layer.on("remove", () => {
    map.off("moveend", show);
    shown.forEach((one) => one.remove());
    shown = new Set();
  });
  theme.addLayer(layer);
  return { told: {}, finds, whole: { name: say("Ortsnamen"), layer, shown: true, plain: true } };

  function show() {
    const box = /** @type {HTMLElement} */ (map.getPane(pane(map, "names")));
    attach(box, { "aria-hidden": "true" });
    box.classList.add("leaflet-zoom-hide");
    const zoom = map.getZoom();
    const { min, max } = /** @type {{ min: L.Point, max: L.Point }} */ (map.getPixelBounds());
    if (!byZoom.has(zoom)) byZoom.set(zoom, roomFor(zoom));
    const now = (byZoom.get(zoom) || []).filter(({ x, y, place, height }) => x > min.x &&
      x + place.width < max.x && y > min.y && y + height < max.y).map(({ place, x, y }) => {
      place.made ||= element("span", place.name, `name size${place.size}`);
      L.DomUtil.setPosition(place.made, L.point(x, y).subtract(map.getPixelOrigin()).round());
      return place.made;
    });
    const kept = new Set(now);
    shown.forEach((one) => { if (!kept.has(one)) one.remove(); });
    now.forEach((one) => { if (!shown.has(one)) box.append(one); });
    shown = kept;
  }

  /** @param {number} zoom @returns {NamePlaced[]} */
  function roomFor(zoom) {
    /** @type {Map<string, NamePlaced[]>} */
    const taken = new Map();
    /** @type {NamePlaced[]} */
    const found = [];
    const signed = [...signs].map((one) => boxOf(map.project(one.getLatLng(), zoom)));
    [...crowds, ...signed].forEach((box) => squares(box).forEach((key) => taken.set(key, [...taken.get(key) || [], box])));
    places.slice(0, data.seen[Math.max(5, Math.floor(zoom))]).forEach((place) => {
      const at = map.project(place.at, zoom);
      const height = [17, 16, 15][place.size];
      place.width ||= widthOf(place);
      const spots = BESIDES.map(([right, down]) => ({ place, height, x: at.x + right * place.width +
        (right ? right < -.5 ? -7 : 0 : 7), y: at.y + down * height }));
      const free = spots.find((spot) => squares(spot).every((key) =>
        !(taken.get(key) || []).some((other) => near(spot, other))));
      if (!free) return;
      found.push(free);
      squares(free).forEach((key) => taken.set(key, [...taken.get(key) || [], free]));
    });
    return found;
  }

  /** @param {NamePlace} place */
  function widthOf({ name, size }) {
    if (size !== lettered) pen.font = `${LETTERS[lettered = size]} ${FACE}`;
    return Math.ceil(pen.measureText(name).width) + 4;
  }

  function finds() {
    return places.map((place, position) => ({ name: place.name, about: say("Ort"), order: 1, weight: position,
      go: () => {
        map.setView(place.at, Math.max(map.getZoom(), Math.min(map.getMaxZoom(), 12)), { animate: false });
        choose(map, { key: place.name, mark: ringAt(map, place.at, 14), told: () => element("strong", place.name) });
      } }));
  }
};

/** @param {any} layer */
function isSign({ options: { icon }, mintgeo }) {
  return !mintgeo && icon && icon.options.html instanceof HTMLElement && icon.options.html.textContent !== "";
}

/** @param {L.Point} at @returns {any} */
function boxOf({ x, y }) {
  // So small that a name stands two pixels beside the mark.
  const [width, height] = [SIGN + 4 - 2 * APART_X, SIGN + 4 - 2 * APART_Y];
  return { x: x - width / 2, y: y - height / 2, height, place: { width } };
}

/** @param {NamePlaced} spot */
function squares({ x, y, place, height }) {
  const span = (/** @type {number} */ low, /** @type {number} */ high) => Array.from(
    { length: Math.floor(high / SIDE) - Math.floor(low / SIDE) + 1 }, (_, step) => Math.floor(low / SIDE) + step);
  return span(x - APART_X, x + place.width + APART_X)
    .flatMap((column) => span(y - APART_Y, y + height + APART_Y).map((line) => `${column} ${line}`));
}

/** @param {NamePlaced} one @param {NamePlaced} other */
function near(one, other) {
  return one.x < other.x + other.place.width + APART_X && other.x < one.x + one.place.width + APART_X &&
    one.y < other.y + other.height + APART_Y && other.y < one.y + one.height + APART_Y;
}
