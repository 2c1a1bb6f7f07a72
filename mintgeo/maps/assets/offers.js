const MANY = 2000, SO_MANY = 20000, CROWD = 500, APART = 8, CELL = 56, FEW = 4, NEAR = 13;

themes.offers = (theme, map, data) => {
  // One layer per kind, filters over all of them, and circles with numbers where dots would crowd.
  /** @type {Kind[]} */
  const kinds = [
    ...data.offers.map((kind) => ({ ...kind, text: kind.category, shown: true,
      spots: unpackTexts(kind.spots, kind.category) })),
    ...data.partners.map((kind) => ({ ...kind, text: say("könnte: {category}", kind), kind: "partner", marker: kind.pale ? paler : partner,
      shown: false }))];
  const spots = kinds.flatMap((kind) => kind.spots);
  fanOut(map, spots);
  const canvas = spots.length > MANY && dotsOf(map);
  const clusters = L.layerGroup();
  theme.addLayer(clusters);
  const panels = panelsOf(map);
  /** @type {HTMLSelectElement[]} */
  const menus = [];
  const told = element("p", "");
  /** @type {Marked[]} */
  const layers = kinds.map((kind) => {
    const make = kind.marker || ((spot) => canvas ?
      canvasDot(map, spot, kind.colour || "", canvas) : circle(map, spot, kind.colour || ""));
    const layer = canvas && !kind.marker ? speaking(L.featureGroup()) : L.layerGroup();
    /** @type {Marked} */
    const marked = { ...kind, layer, markers: [], wanted: [], name: named(kind.text, kind.spots), turned: place };
    marked.markers = marked.wanted = kind.spots.map((spot) => {
      const { x, y } = map.project(spot.at, 0);
      return { spot, kind: marked, x, y, make, marker: null };
    });
    return marked;
  });
  const offered = layers.filter((one) => !one.marker);
  // Of so many, only what is seen and a little around it is drawn, and one by one from nearer.
  const part = spots.length > SO_MANY;
  map.on(part ? "moveend" : "zoomend", place);
  theme.on("add", place);
  return { title: say("Ansicht und Ebenen"), entries: layers, listed: [], control, told: {}, finds, spots: seen };

  function place() {
    if (!map.hasLayer(theme)) return;
    const shown = offered.filter((one) => theme.hasLayer(one.layer))
      .flatMap((kind) => kind.wanted);
    const crowded = shown.length > CROWD && map.getZoom() < (part ? APART + 2 : APART);
    const view = part && map.getBounds().pad(.3);
    const near = (/** @type {Offer} */ spot) => !view || view.contains(spot.at);
    const cells = crowded ? crowds(map, shown.filter(({ spot }) => near(spot))) : [];
    clusters.clearLayers();
    if (cells.length) clusters.addLayer(oneStop(L.layerGroup(cells.map((cell) => cluster(map, cell))),
      (marker) => marker.mintgeo, "button"));
    map.fire("mintgeocrowds", { boxes: cells.map(({ middle: { x, y }, members }) => {
      const size = clusterSize(members.length);
      return { x: x - size / 2, y: y - size / 2, height: size, place: { width: size } };
    }) });
    const inside = new Set(cells.flatMap((one) => one.members));
    const size = dotSize(map, shown.length);
    layers.forEach(({ layer, markers, wanted }) => {
      const now = new Set(wanted.filter((one) => near(one.spot) && !inside.has(one)));
      markers.forEach((one) => {
        if (now.has(one)) layer.addLayer(one.marker ||= one.make(one.spot));
        else if (one.marker) layer.removeLayer(one.marker);
        if (one.marker && one.marker.setRadius) one.marker.setRadius(size);
      });
    });
    const [n, all] = [shown, offered.flatMap((one) => one.spots)].map((list) => number.format(list.length));
    const whole = offered.every((one) => one.wanted.length === one.markers.length);
    told.textContent = whole ? say("Zu sehen: {n} von {all} Angeboten.", { n, all }) : panels.followed ?
      say("Zu sehen: {n} von {all} Angeboten. Die Farben zählen nur diese.", { n, all }) :
      say("Zu sehen: {n} von {all} Angeboten. Farben und Flächen zählen weiter alle.", { n, all });
  }

  function finds() {
    return layers.flatMap((layer) => layer.markers.map((one) => ({ name: one.spot.name || "", order: layer.marker ? 3 : 2,
      weight: 0, about: [layer.text, [one.spot.postcode, one.spot.place].filter(Boolean).join(" ")].filter(Boolean).join(", "),
      go: () => reveal(layer, one) })));
  }

  /** @param {Marked} layer @param {OfferMarker} one */
  function reveal(layer, one) {
    // Whatever hides it is taken back; from near enough it is drawn by itself.
    if (!map.hasLayer(theme)) map.addLayer(theme);
    if (!layer.wanted.includes(one)) menus.forEach((menu) => turn(menu, 0));
    if (layer.box && !layer.box.checked) turn(layer.box, 1);
    map.setView(one.spot.at, Math.max(map.getZoom(), Math.min(map.getMaxZoom(), NEAR)), { animate: false });
    place();
    open(one);
    panels.chosen = { key: one.spot.name || "", mark: null, told: () => card(one.spot) };
    map.once("popupclose", () => { panels.chosen = null; });
  }

  /** @param {OfferMarker} one */
  function open({ marker }) {
    marker.fire("click", { latlng: marker.getLatLng() }, true);
  }

  function seen() {
    return layers.filter(({ layer }) => theme.hasLayer(layer)).flatMap(({ layer, markers }) => markers
      .filter(({ marker }) => marker && layer.hasLayer(marker))
      .map((one) => ({ at: one.spot.at, off: beside(one.spot, 6), open: () => open(one) })));
  }

  /** @param {Offer} spot */
  function paler(spot) {
    return partner(spot, "partner pale");
  }

  /** @param {Offer} spot */
  function partner(spot, kind = "partner") {
    const icon = dotIcon(kind, { iconSize: [12, 12], iconAnchor: L.point(6, 6).subtract(beside(spot, 6)) });
    const marker = L.marker(spot.at, { icon, pane: pane(map, "spots") });
    return spoken(pop(tip(marker, () => spot.name || ""), () => card(spot)), spot.name || "");
  }

  /** @param {HTMLElement} box */
  function control(box) {
    /** @type {[string, Choice[], "topic" | "age"][]} */
    const all = [[say("Thema"), topicChoices(spots), "topic"], [say("Alter"), ageChoices(spots, data.ages), "age"]];
    const filters = all.filter(([, choices]) => choices.length > 1);
    if (offered.length) {
      const set = group(box, say("Angebote"));
      filters.forEach(([title, choices, name]) => {
        const follows = (/** @type {Choice} */ { key }) => panels.filtered.some((one) =>
          sameFilter(one, name === "topic" ? key : null, name === "age" ? key : null));
        const { label, menu } = select(title, choices, follows, (found) => {
          panels.filter[name] = found;
          filter();
        });
        menus.push(menu);
        set.append(label);
      });
      if (filters.length) set.append(told);
      told.setAttribute("role", "status");
      listLayers(theme, set, offered);
    }
    const others = layers.filter((one) => one.marker);
    if (others.length) listLayers(theme, group(box, say("Mögliche Partner")), others);
  }

  function filter() {
    panels.followed = false;
    map.fire("mintgeofilter");
    const chosen = Object.values(panels.filter).filter(Boolean);
    layers.forEach((one) => {
      one.wanted = one.markers.filter(({ spot }) => chosen.every((found) => found && found.fits(spot)));
      if (one.label) one.label.textContent = named(one.text, one.wanted, one.markers);
    });
    place();
  }
};

/** @param {L.Map} map @param {OfferMarker[]} shown */
function crowds(map, shown) {
  // Offers by the cell of a grid of pixels they lie in; a cell whose middle is near that of a fuller
  // one joins it, and cells with few are left as they are.
  const scale = map.getZoomScale(map.getZoom(), 0);
  const cells = grouped(shown, ({ x, y }) => Math.floor(x * scale / CELL) * 2 ** 26 + Math.floor(y * scale / CELL));
  /** @type {Crowd[]} */
  const found = [];
  cells.sort((a, b) => b.length - a.length).forEach((cell) => {
    const mean = (/** @type {"x" | "y"} */ axis) => cell.reduce((sum, one) => sum + one[axis] * scale, 0) / cell.length;
    const middle = L.point(mean("x"), mean("y"));
    const near = found.find((one) => one.middle.distanceTo(middle) <
      (clusterSize(one.members.length) + clusterSize(cell.length)) / 2);
    if (near) cell.forEach((one) => near.members.push(one));
    else if (cell.length >= FEW) found.push({ members: cell, middle });
  });
  return found;
}

/** @param {L.Map} map @param {Crowd} crowd */
function cluster(map, { members, middle }) {
  // The ring shows the kinds by their colours, the tooltip names them.
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
    const bounds = L.latLngBounds(members.map((one) => one.spot.at));
    map.setView(bounds.getCenter(), Math.min(12, Math.max(map.getBoundsZoom(bounds), map.getZoom() + 1)));
    map.getContainer().focus();
  };
  marker.mintgeoQuiet = true;
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
