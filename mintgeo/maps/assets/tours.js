themes.tours = (theme, map, data) => {
  // A layer per round: its lines, and its stops by their numbers; those of one place side by side.
  const size = narrow ? 26 : 22;
  /** @type {Map<string, number>} */
  const here = new Map();
  const marked = data.stops.map((one) => ({ one, marker: markerOf(one) }));
  const entries = data.rounds.map((round, position) => {
    const lines = data.lines.features.filter((one) => one.properties.round === position);
    const group = L.featureGroup([
      ...lines.map((one) => lineOf(one, { color: "#fff", weight: widthOf(position) + 3, opacity: .8 })),
      ...lines.map((one) => tip(lineOf(one, { color: round.colour, weight: widthOf(position),
        dashArray: one.properties.straight ? "7 6" : undefined }), () => `${round.name}: ${round.text}`, { sticky: true })),
      ...marked.filter(({ one }) => one.round === position).map(({ marker }) => marker)]);
    return { name: `${round.name}: ${round.text}`, colour: round.colour, kind: "round", layer: group, shown: true };
  });
  [...entries].reverse().forEach((one) => theme.addLayer(one.layer));
  marked.filter(({ one }) => one.round < 0).forEach(({ marker }) => theme.addLayer(marker));
  const drawn = { title: say("Ansicht und Ebenen"), entries, legend, told: {}, finds };
  if (!data.whole) return drawn;
  return { ...drawn, listed: [], control: (/** @type {HTMLElement} */ box) => listLayers(theme, group(box, data.whole), entries),
    whole: { name: data.whole, colour: data.rounds[0].colour, layer: theme, shown: true } };

  /** @param {Feature<OfRound>} one @param {L.PathOptions} style */
  function lineOf(one, style) {
    return areasOf(map, "ways", one, { style: { ...style, fill: false }, interactive: style.color !== "#fff" });
  }

  /** @param {number} position */
  function widthOf(position) {
    // Where rounds use one road, the later and narrower line lies on the wider one.
    return 3 + 7 * (data.rounds.length - 1 - position) / Math.max(data.rounds.length - 1, 1);
  }

  /** @param {TourStop} one */
  function markerOf(one) {
    const turn = here.get(one.at.join()) || 0;
    here.set(one.at.join(), turn + 1);
    const icon = dotIcon(one.round < 0 ? "depot" : "round",
      { iconSize: [size, size], iconAnchor: [size / 2 - turn * (size - 4), size / 2] });
    const mark = /** @type {HTMLElement} */ (icon.options.html);
    mark.textContent = one.sign;
    if (one.round >= 0) mark.style.background = data.rounds[one.round].colour;
    const marker = L.marker(one.at, { icon, pane: pane(map, "stops"), zIndexOffset: 500 - turn });
    return spoken(pop(tip(marker, () => titleOf(one)), () => card(one)), titleOf(one));
  }

  /** @param {TourStop} one */
  function titleOf(one) {
    return one.round < 0 ? one.name :
      say("{round}, Halt {sign}: {name}", { round: data.rounds[one.round].name, sign: one.sign, name: one.name });
  }

  /** @param {TourStop} one */
  function card(one) {
    const lines = one.lines.map((line) => element("li", line));
    return wrap("div", [element("strong", titleOf(one)), wrap("ul", lines, "rows")]);
  }

  function finds() {
    return marked.filter(({ one }) => one.round >= 0).map(({ one, marker }, position) => ({
      name: one.name, about: titleOf(one), order: 1, weight: position, go: () => {
        if (!map.hasLayer(theme)) map.addLayer(theme);
        theme.addLayer(entries[one.round].layer);
        map.setView(one.at, Math.max(map.getZoom(), 11), { animate: false });
        marker.openPopup();
      } }));
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    box.append(element("p", data.name));
    data.rounds.forEach((one) => box.append(row(symbol({ kind: "round", colour: one.colour }), one.name)));
    if (data.lines.features.some((one) => one.properties.straight)) {
      box.append(element("p", say("gestrichelt: Luftlinie, keine Straße")));
    }
  }
};
