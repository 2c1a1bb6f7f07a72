themes.plan = (theme, map, data) => {
  // A mark with a number per stop; those of the plan lie above those of another one.
  const size = narrow ? 26 : 22;
  const markers = data.stops.map((one) => {
    const icon = dotIcon(data.look, { iconSize: [size, size], iconAnchor: [size / 2, size / 2] });
    const mark = /** @type {HTMLElement} */ (icon.options.html);
    mark.textContent = one.sign;
    const marker = L.marker(one.at, { icon, pane: pane(map, "stops"), zIndexOffset: data.look === "other" ? 0 : 500 });
    pop(tip(marker, () => titleOf(one)), () => card(one));
    Object.assign(/** @type {L.Popup} */ (marker.getPopup()).options, { maxWidth: narrow ? 250 : 320,
      autoPanPaddingTopLeft: L.point(60, 70), autoPanPaddingBottomRight: L.point(10, 10) });
    return spoken(marker, titleOf(one));
  });
  const layer = L.layerGroup(markers);
  theme.addLayer(layer);
  return { title: say("Ansicht und Ebenen"), legend, told: {}, finds,
    whole: { name: named(data.name, data.stops), kind: data.look, layer: theme, shown: true } };

  /** @param {PlannedStop} one */
  function titleOf(one) {
    return data.look === "hub" ? say("Standort {sign}: {name}", { sign: one.sign, name: one.name }) :
      say("Halt {sign}: {name}", { sign: one.sign, name: one.name });
  }

  /** @param {PlannedStop} one */
  function card(one) {
    const lines = one.lines.map((line) => element("li", line));
    return wrap("div", [element("strong", titleOf(one)), wrap("ul", lines, "rows")]);
  }

  function finds() {
    return data.stops.map((one, position) => ({ name: one.name, about: titleOf(one), order: 1, weight: position, go: () => {
      if (!map.hasLayer(theme)) map.addLayer(theme);
      map.setView(one.at, Math.max(map.getZoom(), 11), { animate: false });
      markers[position].openPopup();
    } }));
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    box.append(row(symbol({ kind: data.look }), data.name));
  }
};
