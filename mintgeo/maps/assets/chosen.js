/** @param {L.Map} map @param {Chosen} chosen */
function choose(map, chosen) {
  // What is chosen is outlined on the map, and named in a card that stays until it is closed.
  const panels = panelsOf(map);
  unchoose(map);
  panels.chosen = chosen;
  if (chosen.mark) chosen.mark.addTo(map);
  panels.card ||= addCard(map);
  panels.card.hidden = false;
  retell(map);
  map.fire("mintgeochoice");
}

/** @param {L.Map} map */
function unchoose(map) {
  const panels = panelsOf(map);
  if (!panels.chosen) return;
  if (panels.chosen.mark) panels.chosen.mark.remove();
  panels.chosen = null;
  if (panels.card) panels.card.hidden = true;
  map.fire("mintgeochoice");
}

/** @param {L.Map} map */
function retell(map) {
  // The same sentence for another view.
  const { chosen, card } = panelsOf(map);
  if (chosen && card) card.children[1].replaceChildren(node(chosen.told()));
}

/** @param {L.Map} map */
function addCard(map) {
  const close = element("button", "×", "close");
  attach(close, { type: "button", "aria-label": say("Schließen") });
  close.addEventListener("click", () => {
    unchoose(map);
    map.getContainer().focus();
  });
  const text = attached(element("div", ""), { "aria-live": "polite" });
  const card = wrap("div", [close, text], "mintgeo panel card");
  L.DomEvent.disableClickPropagation(card);
  map.getContainer().addEventListener("keydown", ({ key }) => { if (key === "Escape") unchoose(map); });
  return addControl(map, narrow ? "bottomleft" : "topleft", card);
}

/** @param {L.Map} map @param {any} layer */
function outlineOf(map, layer) {
  // The form of an area again, or a ring around a point, above everything that has colours.
  if (layer.feature && layer.feature.packed.type !== "MultiLineString") {
    return areasOf(map, "chosen", layer.feature, { interactive: false, style: { color: "#000", weight: 3, fill: false } });
  }
  return layer.getLatLng ? ringAt(map, layer.getLatLng(), (layer.getRadius ? layer.getRadius() : 8) + 5) : null;
}

/** @param {L.Map} map @param {L.LatLngExpression} at @param {number} radius */
function ringAt(map, at, radius) {
  return L.circleMarker(at, { pane: pane(map, "chosen"), radius, interactive: false, color: "#000", weight: 3, fill: false });
}

/** @param {L.Map} map @param {L.LatLngBounds} bounds */
function goTo(map, bounds) {
  map.fitBounds(bounds, { animate: false, maxZoom: 12, ...panelsOf(map).room });
}

/** @param {L.Map} map @param {L.GeoJSON} areas @param {string} about @param {(properties: any) => Told} tellOf @returns {Found[]} */
function areaFinds(map, areas, about, tellOf) {
  // Areas with a name of their own, for the search and for links.
  return areas.getLayers().map((/** @type {any} */ layer) => {
    const { properties } = layer.feature;
    return { name: properties.name, about, order: 0, weight: 0, go: () => {
      goTo(map, layer.getBounds());
      choose(map, { key: properties.name, mark: outlineOf(map, layer), told: () => tellOf(properties) });
    } };
  });
}
