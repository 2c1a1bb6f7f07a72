const MANY = 2000, CROWD = 500, APART = 8, CELL = 56, FEW = 4;

themes.offers = (theme, map, data) => {
  // One layer per kind, filters over all of them, and circles with numbers where dots would crowd.
  /** @type {Kind[]} */
  const kinds = [
    ...data.offers.map((kind) => ({ ...kind, text: kind.category, shown: true,
      spots: unpackSpots(kind.spots).map((spot) => offer({ ...spot, category: kind.category })) })),
    ...data.partners.map((kind) => ({ ...kind, text: say("könnte: {category}", kind), kind: "partner", marker: partner,
      shown: false, spots: kind.spots.map(offer) }))];
  const spots = kinds.flatMap((kind) => kind.spots);
  fanOut(map, spots);
  const canvas = spots.length > MANY && dotsOf(map);
  const clusters = L.layerGroup();
  theme.addLayer(clusters);
  /** @type {Record<string, (spot: Offer) => boolean>} */
  const chosen = {};
  const told = element("p", "");
  /** @type {Marked[]} */
  const layers = kinds.map((kind) => {
    const make = kind.marker || ((spot) => canvas ?
      canvasDot(map, spot, kind.colour || "", canvas) : circle(map, spot, kind.colour || ""));
    /** @type {OfferMarker[]} */
    const markers = kind.spots.map((spot) => ({ spot, make, marker: null }));
    const layer = canvas && !kind.marker ? speaking(L.featureGroup()) : L.layerGroup();
    return { ...kind, layer, markers, wanted: markers, name: named(kind.text, markers), turned: place };
  });
  const offered = layers.filter((one) => !one.marker);
  map.on("zoomend", place);
  theme.on("add", place);
  return { title: say("Ansicht und Ebenen"), entries: layers, listed: [], control, told: {} };

  function place() {
    if (!map.hasLayer(theme)) return;
    const shown = offered.filter((one) => theme.hasLayer(one.layer))
      .flatMap((kind) => kind.wanted.map(({ spot }) => ({ spot, kind })));
    const crowded = shown.length > CROWD && map.getZoom() < APART;
    const cells = crowded ? crowds(map, shown) : [];
    clusters.clearLayers();
    if (cells.length) clusters.addLayer(oneStop(L.layerGroup(cells.map((cell) => cluster(map, cell))),
      (marker) => marker.mintgeo, "button"));
    const inside = new Set(cells.flatMap((one) => one.members.map(({ spot }) => spot)));
    const size = dotSize(map, shown.length);
    layers.forEach(({ layer, markers, wanted }) => {
      const now = new Set(wanted.filter(({ spot }) => !inside.has(spot)));
      markers.forEach((one) => {
        if (now.has(one)) layer.addLayer(one.marker ||= one.make(one.spot));
        else if (one.marker) layer.removeLayer(one.marker);
        if (one.marker && one.marker.setRadius) one.marker.setRadius(size);
      });
    });
    const [n, all] = [shown, offered.flatMap((one) => one.spots)].map((list) => number.format(list.length));
    told.textContent = offered.every((one) => one.wanted.length === one.markers.length) ?
      say("Zu sehen: {n} von {all} Angeboten.", { n, all }) :
      say("Zu sehen: {n} von {all} Angeboten. Farben und Flächen zählen weiter alle.", { n, all });
  }

  /** @param {Offer} spot */
  function partner(spot) {
    const icon = dotIcon("partner", { iconSize: [12, 12], iconAnchor: L.point(6, 6).subtract(beside(spot, 6)) });
    const marker = L.marker(spot.at, { icon, pane: pane(map, "spots") });
    return spoken(pop(tip(marker, () => spot.name || ""), () => card(spot)), spot.name || "");
  }

  /** @param {HTMLElement} box */
  function control(box) {
    /** @type {[string, Choice[], string][]} */
    const all = [[say("Thema"), topicChoices(spots), "topic"], [say("Alter"), ageChoices(spots, data.ages), "age"]];
    const filters = all.filter(([, choices]) => choices.length > 1);
    if (offered.length) {
      const set = group(box, say("Angebote"));
      filters.forEach(([title, choices, name]) => set.append(select(title, choices, (fits) => {
        chosen[name] = fits;
        choose();
      })));
      if (filters.length) set.append(told);
      told.setAttribute("role", "status");
      listLayers(theme, set, offered);
    }
    const others = layers.filter((one) => one.marker);
    if (others.length) listLayers(theme, group(box, say("Mögliche Partner")), others);
  }

  function choose() {
    layers.forEach((one) => {
      one.wanted = one.markers.filter(({ spot }) => Object.values(chosen).every((fits) => fits(spot)));
      if (one.label) one.label.textContent = named(one.text, one.wanted, one.markers);
    });
    place();
  }
};

/** @param {OfferSpot} spot */
function topicsOf(spot) {
  return (spot.topics || "").split(/[;,]/).map((word) => word.trim()).filter(Boolean);
}

/** @param {OfferSpot} spot @returns {Offer} */
function offer(spot) {
  return { ...spot, words: new Set(topicsOf(spot).map((word) => word.toLowerCase())) };
}

/** @param {Offer[]} spots @returns {Choice[]} */
function topicChoices(spots) {
  // Upper and lower case are the same; the first spelling is shown.
  const topics = new Map();
  spots.forEach((spot) => {
    const words = topicsOf(spot);
    words.forEach((word) => { if (!topics.has(word.toLowerCase())) topics.set(word.toLowerCase(), word); });
  });
  /** @type {Choice[]} */
  const choices = [...topics].sort(([a], [b]) => a.localeCompare(b, "de"))
    .map(([key, word]) => [word, (spot) => spot.words.has(key)]);
  const silent = spots.some((spot) => !spot.words.size);
  return silent && choices.length ? [...choices, [say("ohne Angabe"), (spot) => !spot.words.size]] : choices;
}

/** @param {Offer[]} spots @param {[number, number][]} ages @returns {Choice[]} */
function ageChoices(spots, ages) {
  /** @type {(spot: Offer, low: number, high: number) => unknown} */
  const takes = (spot, low, high) => (spot.age_min || spot.age_max) &&
    Number(spot.age_min || 0) <= high && Number(spot.age_max || Infinity) >= low;
  return ages.filter(([low, high]) => spots.some((spot) => takes(spot, low, high)))
    .map(([low, high]) => [say("{low} bis {high} Jahre", { low, high }), (spot) => Boolean(takes(spot, low, high))]);
}

/** @param {string} title @param {Choice[]} choices @param {Act<(spot: Offer) => boolean>} act */
function select(title, choices, act) {
  const menu = document.createElement("select");
  menu.append(element("option", say("alle")), ...choices.map(([text]) => element("option", text)));
  menu.addEventListener("change", () => act(menu.selectedIndex ? choices[menu.selectedIndex - 1][1] : () => true));
  return wrap("label", [element("span", title), menu], "select");
}

/** @param {L.Map} map @param {Shown[]} shown */
function crowds(map, shown) {
  // Offers by the cell of a grid of pixels they lie in; a cell whose middle is near that of a fuller
  // one joins it, and cells with few are left as they are.
  const cells = grouped(shown.map((one) => ({ ...one, at: map.project(one.spot.at) })),
    ({ at }) => `${Math.floor(at.x / CELL)} ${Math.floor(at.y / CELL)}`);
  /** @type {Crowd[]} */
  const found = [];
  cells.sort((a, b) => b.length - a.length).forEach((cell) => {
    const mean = (/** @type {"x" | "y"} */ axis) => cell.reduce((sum, one) => sum + one.at[axis], 0) / cell.length;
    const middle = L.point(mean("x"), mean("y"));
    const near = found.find((one) => one.middle.distanceTo(middle) <
      (clusterSize(one.members.length) + clusterSize(cell.length)) / 2);
    if (near) near.members.push(...cell);
    else if (cell.length >= FEW) found.push({ members: cell, middle });
  });
  return found;
}

/** @param {L.Map} map @param {Crowd} crowd */
function cluster(map, { members, middle }) {
  // The ring shows the kinds by their colours, the tooltip names them.
  const bounds = L.latLngBounds(members.map((one) => one.spot.at));
  const kinds = new Map();
  members.forEach(({ kind }) => kinds.set(kind, (kinds.get(kind) || 0) + 1));
  const sorted = [...kinds].sort(([, a], [, b]) => b - a);
  let done = 0;
  const parts = sorted.map(([kind, n]) => `${kind.colour} ${done}turn ${(done += n / members.length)}turn`);
  const size = clusterSize(members.length);
  const mark = element("span", number.format(members.length), "cluster");
  mark.style.background = `radial-gradient(#fff 56%, transparent 58%), conic-gradient(${parts.join()})`;
  const marker = L.marker(map.unproject(middle),
    { pane: pane(map, "spots"), icon: L.divIcon({ className: "mintgeo", iconSize: [size, size], html: mark }) });
  marker.mintgeo = say("{n} Angebote ({kinds}); auswählen, um sie einzeln zu sehen",
    { n: number.format(members.length), kinds: sorted.map(([kind, n]) => `${kind.text} ${number.format(n)}`).join(", ") });
  const nearer = () => {
    map.setView(bounds.getCenter(), Math.min(12, Math.max(map.getBoundsZoom(bounds), map.getZoom() + 1)));
    map.getContainer().focus();
  };
  return tip(marker, () => marker.mintgeo).on("click", nearer)
    .on("keypress", ({ originalEvent }) => { if (originalEvent.key === "Enter") nearer(); });
}

/** @param {number} n */
function clusterSize(n) {
  return Math.round(20 + 6 * Math.log10(n));
}

/** @type {MakeMarker} */
const Spot = L.CircleMarker.extend({
  _project() {
    this._point = this._map.latLngToLayerPoint(this._latlng).add(beside(this.mintgeo, this._radius));
    this._updateBounds();
  },
});

/** @param {L.Map} map @param {Offer} spot @param {L.CircleMarkerOptions} options @returns {L.CircleMarker} */
function spotMarker(map, spot, options) {
  const marker = new Spot(spot.at, { pane: pane(map, "spots"), fillOpacity: 1, ...options });
  marker.mintgeo = spot;
  return marker;
}

/** @param {L.Map} map @param {number} shown */
function dotSize(map, shown) {
  // Small while the whole country is seen, so that small Länder are seen below them.
  const least = shown > CROWD ? 1.5 : narrow ? 5 : 4;
  return Math.min(narrow ? 7 : 6, Math.max(least, map.getZoom() - (shown > CROWD ? 5 : 2)));
}

/** @param {L.Map} map @param {Offer} spot @param {string} colour @param {L.Canvas} canvas */
function canvasDot(map, spot, colour, canvas) {
  return spotMarker(map, spot, { renderer: canvas, stroke: false, fillColor: colour });
}

/** @param {L.FeatureGroup} group */
function speaking(group) {
  return pop(tip(group, (dot) => dot.mintgeo.name), (dot) => card(dot.mintgeo));
}

/** @param {L.Map} map @param {Offer} spot @param {string} colour */
function circle(map, spot, colour) {
  const marker = spotMarker(map, spot, { weight: 1.5, color: "#fff", fillColor: colour, className: "offer" });
  return spoken(pop(tip(marker, () => spot.name || ""), () => card(spot)), spot.name || "");
}

/** @param {Offer} spot */
function card(spot) {
  const list = document.createElement("dl");
  const address = [spot.street, [spot.postcode, spot.place].filter(Boolean).join(" ")]
    .filter(Boolean).join(", ");
  const [low, high] = [spot.age_min, spot.age_max];
  const ages = low && high ? say("{low} bis {high} Jahre", { low, high }) : low ? say("ab {low} Jahren", { low }) :
    high ? say("bis {high} Jahre", { high }) : "";
  [[say("Art"), spot.category], [say("Adresse"), address], [say("Themen"), spot.topics], [say("Alter"), ages],
    [say("Träger"), spot.provider]]
    .filter((pair) => pair[1])
    .forEach((pair) => list.append(element("dt", pair[0] || ""), element("dd", pair[1] || "")));
  return wrap("div", [element("strong", spot.name || ""), list]);
}
