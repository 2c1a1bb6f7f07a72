const STOP = "#0b5394";

themes.what_if = (theme, map, data) => {
  // Stops are switched, put elsewhere and counted here; what was computed stands in the data.
  const cover = coverOf(data);
  const crowd = new Crowd(cover);
  /** @type {Trial[]} */
  const stops = unpackSpots(data.stops).map((stop, at) => ({ ...stop, runs: cover.rows[at], number: stop.order, on: false,
    added: false }));
  const planned = stops.filter((one) => one.order).sort((a, b) => a.order - b.order);
  const many = stops.length > 2000;
  const renderer = many ? dotsOf(map) : L.svg({ pane: pane(map, "spots") });
  const [numbers, existing] = [L.layerGroup(), L.featureGroup(data.existing.map(offerAt))];
  const panel = trialPanel(data, cover, { add, undo, restore, other, clear, save, toggle, go });
  const card = stopCard(data, cover, stops, { toggle, instead, people: panel.people, rename: panel.rename });
  const group = marksOf();
  /** @type {{ stop: Trial, at: Latlng }[][]} */
  const history = [];
  let [seen, last, spare] = [[...planned], planned.length, true];
  /** @type {{ stop: Trial, mark: L.CircleMarker } | null} */
  let shown = null;
  planned.forEach((stop) => turn(stop, true));
  const value = sumOf();
  map.on("zoomend", () => stops.forEach(paint));
  map.on("mintgeochoice", () => { if (shown && panelsOf(map).chosen?.mark !== shown.mark) shown = null; });
  const entries = [{ name: capital(data.who), layer: crowd, shown: true, kind: "area people" },
    { name: say("Halte und Kandidaten"), layer: group, shown: true, kind: "stop" }];
  const offers = { name: say("Angebote, die es gibt"), layer: existing, shown: true, kind: "venue" };
  theme.addLayer(numbers);
  if (data.existing.length) entries.push(offers);
  return { title: titleNow(), entries, control, legend: (box) => trialLegend(data, cover, box), finds, spots, state: { get, set },
    told: { stops, choose: take, add, toggle } };

  /** @param {Trial[]} some */
  function take(some) {
    only(some);
    refresh("");
  }

  /** @param {HTMLElement} box */
  function control(box) {
    panel.control(box);
    box.append(choice("checkbox", "spare", say("Kandidaten zeigen"), true, (on) => {
      spare = on;
      stops.forEach(paint);
    }));
    refresh("");
  }

  function sumOf() {
    return cover.gained.reduce((a, b) => a + b, 0);
  }

  function titleNow() {
    return say("{share} erreicht", { share: panel.percentOf(cover.had.reduce((a, b) => a + b, sumOf())) });
  }

  function marksOf() {
    stops.forEach((stop) => {
      stop.marker = L.circleMarker(stop.at, { pane: pane(map, "spots"), renderer, radius: 4 });
      Object.assign(stop.marker, { mintgeo: stop, mintgeoQuiet: true });
    });
    const made = L.featureGroup(stops.map((stop) => stop.marker));
    tip(made, (marker) => card.sentenceOf(marker.mintgeo));
    made.on("click", ({ propagatedFrom }) => toggle(propagatedFrom.mintgeo));
    made.on("keypress", ({ originalEvent: pressed, propagatedFrom }) => {
      if (pressed.key !== "Enter" && pressed.key !== " ") return;
      pressed.preventDefault();
      toggle(propagatedFrom.mintgeo);
    });
    if (!many) oneStop(made, (marker) => marker.mintgeo.name, "button");
    return made.on("add", () => stops.forEach(paint));
  }

  /** @param {PersonSpot} spot */
  function offerAt(spot) {
    return tip(L.marker(spot.at, { icon: dotIcon("venue", { iconSize: [12, 12] }), keyboard: false }),
      () => wrap("span", [element("strong", spot.name || ""), `: ${say("gibt es schon")}`]));
  }

  /** @param {Trial} stop */
  function paint(stop) {
    // Stops are filled and numbered, those of the plan that are off keep its colour.
    const { marker, on } = stop;
    if (!marker) return;
    const hidden = !on && !stop.order && !spare;
    const off = Math.max(2, Math.min(6, map.getZoom() - 5));
    marker.setStyle(on ? { fillColor: STOP, fillOpacity: 1, color: "#fff", weight: 1.5, opacity: 1 } :
      { fillColor: "#fff", fillOpacity: hidden ? 0 : 1, color: stop.order ? STOP : "#51606e", opacity: hidden ? 0 : 1,
        weight: stop.order ? 2 : 1.2 });
    marker.setRadius(on ? 10 : off);
    const shape = many ? null : marker.getElement();
    if (shape) attach(shape, { "aria-pressed": on, visibility: hidden ? "hidden" : "visible" });
  }

  /** @param {Trial} stop @param {boolean} on */
  function turn(stop, on) {
    if (stop.on === on) return;
    stop.on = on;
    stop.number ||= ++last;
    if (!seen.includes(stop)) seen.push(stop);
    cover.put(stop.runs, on ? 1 : -1);
    paint(stop);
    if (stop.added && !on) seen = seen.filter((one) => one !== stop);
    if (on) numbers.addLayer(stop.sign ||= stop.added ? handleOf(stop) : signOf(stop));
    else if (stop.sign) numbers.removeLayer(stop.sign);
    if (on && stop.marker && stop.marker._map) stop.marker.bringToFront();
  }

  /** @param {Trial} stop */
  function signOf(stop) {
    const mark = element("span", String(stop.number));
    mark.setAttribute("aria-hidden", "true");
    const icon = L.divIcon({ className: "mintgeo number", iconSize: [22, 22], html: mark });
    return L.marker(stop.at, { icon, pane: pane(map, "numbers"), interactive: false, keyboard: false });
  }

  /** @param {Trial} stop */
  function handleOf(stop) {
    const icon = L.divIcon({ className: "mintgeo handle", iconSize: [44, 44], html: element("span", String(stop.number), "new") });
    const label = say("Neuer Halt {number}: Pfeiltasten verschieben ihn, mit der Umschalttaste in kleinen Schritten", stop);
    const handle = handleOn(map, stop.at, icon, label, () => moved(stop, roundedAt(handle)), remember);
    handle.on("click", () => show(stop));
    return handle;
  }

  /** @param {Trial} stop @param {Latlng} at */
  function moved(stop, at) {
    cover.put(stop.runs, -1);
    Object.assign(stop, { at, runs: cover.near(at) });
    cover.put(stop.runs, 1);
    if (shown && shown.stop === stop) shown.mark.setLatLng(at); else show(stop);
    refresh(say("{name}, geschätzt: {people} mehr erreicht.", { ...stop, people: panel.people(cover.alone(stop.runs, true)) }));
  }

  function remember() {
    history.push(stops.concat(seen.filter((one) => one.added)).filter((one) => one.on).map((stop) => ({ stop, at: stop.at })));
  }

  function undo() {
    const before = history.pop();
    if (!before) return;
    const kept = new Set(before.map(({ stop }) => stop));
    [...stops, ...seen].forEach((stop) => { if (stop.on && !kept.has(stop)) turn(stop, false); });
    before.forEach(({ stop, at }) => {
      turn(stop, true);
      if (!stop.added || stop.at === at) return;
      cover.put(stop.runs, -1);
      Object.assign(stop, { at, runs: cover.near(at) });
      cover.put(stop.runs, 1);
      stop.sign.setLatLng(at);
    });
    follow();
    refresh(say("Der letzte Schritt ist zurückgenommen."));
  }

  function follow() {
    // The card goes with a new stop that is gone, its ring with one that has moved.
    if (!shown) return;
    if (shown.stop.added && !shown.stop.on) unchoose(map); else shown.mark.setLatLng(shown.stop.at);
  }

  /** @param {Trial[]} some */
  function only(some) {
    remember();
    [...stops, ...seen].forEach((stop) => turn(stop, some.includes(stop)));
    follow();
  }

  function restore() {
    only(planned);
    refresh(say("Der Plan ist wieder der der Rechnung."));
  }

  /** @param {number} at */
  function other(at) {
    only(data.others[at].map((one) => stops[one]));
    refresh(say("Das ist Alternative {number} der Rechnung.", { number: at + 1 }));
  }

  function clear() {
    only([]);
    refresh(say("Kein Halt ist an."));
  }

  /** @param {Trial} stop */
  function toggle(stop) {
    remember();
    const before = sumOf();
    turn(stop, !stop.on);
    stop.marker?.closeTooltip();
    if (stop.on || !stop.added) show(stop); else unchoose(map);
    const people = panel.people(Math.abs(sumOf() - before));
    refresh(stop.on ? say("{name} ist an: {people} mehr erreicht.", { ...stop, people }) :
      say("{name} ist aus: {people} weniger erreicht.", { ...stop, people }));
  }

  function add() {
    remember();
    const { lat, lng } = map.getCenter();
    const stop = addedAt([lat, lng]);
    show(stop);
    refresh(say("Ein neuer Halt liegt in der Mitte der Karte: Ziehen Sie ihn an seinen Ort."));
    stop.sign.getElement()?.focus();
  }

  /** @param {number[]} where */
  function addedAt(where) {
    const at = /** @type {Latlng} */ (where.map((one) => Number(one.toFixed(5))));
    const taken = new Set([...stops, ...seen].map(({ id }) => id));
    let free = 1;
    while (taken.has(`neu-${free}`)) free++;
    /** @type {Trial} */
    const stop = { id: `neu-${free}`, name: say("Neuer Halt {number}", { number: last + 1 }), at, order: 0, status: "",
      runs: cover.near(at), number: 0, on: false, added: true };
    turn(stop, true);
    return stop;
  }

  /** @param {Trial} stop */
  function go(stop) {
    map.setView(stop.at, Math.max(map.getZoom(), 11), { animate: false });
    if (narrow) map.panBy([0, -map.getSize().y / 5], { animate: false });
    show(stop);
  }

  /** @param {Trial} stop */
  function show(stop) {
    const mark = ringAt(map, stop.at, 14);
    shown = { stop, mark };
    choose(map, { key: stop.added ? null : stop.name, mark, told: () => card.cardOf(stop) });
  }

  function changed() {
    return planned.some((one) => !one.on) || seen.some((one) => one.on && !one.order);
  }

  function get() {
    return changed() ? linkOf(stops, seen) : "";
  }

  /** @param {string} text */
  function set(text) {
    const { on, added } = ofLink(text, theme.getBounds().pad(1));
    only(text ? stops.filter((_, at) => on.has(at + 1)) : planned);
    added.forEach(addedAt);
    history.length = 0;
    refresh("");
  }

  /** @param {string} told */
  function refresh(told) {
    panel.refresh(seen, value, { changed: changed(), undoable: history.length > 0, told });
    crowd.redraw();
    map.fire("mintgeoplan");
    if (theme.part) {
      theme.part.title = titleNow();
      panelsOf(map).refresh();
    }
    if (!shown) return;
    const buttons = () => [.../** @type {HTMLElement} */ (panelsOf(map).card).querySelectorAll("button")];
    const held = buttons().indexOf(/** @type {any} */ (document.activeElement));
    retell(map);
    if (held >= 0) buttons()[held]?.focus();
  }

  /** @param {Trial} stop @param {Trial} next */
  function instead(stop, next) {
    remember();
    turn(stop, false);
    turn(next, true);
    show(next);
    refresh(say("{name} ist an.", next));
  }

  function save() {
    const { name } = data.file;
    saveFile(name, "application/json", planText(data.file, seen));
    refresh(say("{name} liegt, wo Ihr Browser Downloads ablegt.", { name }));
  }

  /** @returns {Found[]} */
  function finds() {
    return stops.map((stop) => ({ name: stop.name, about: say("Kandidat"), order: 2, weight: stop.order || stops.length,
      go: () => go(stop) }));
  }

  function spots() {
    return stops.filter((stop) => spare || stop.on || stop.order)
      .map((stop) => ({ at: stop.at, off: L.point(0, 0), open: () => show(stop) }));
  }
};
