const LEAST = 40, FARTHER = .75, NEARER = 7, NEAREST = 17, REACH = 22;

themes.page = (map, about, layers) => {
  // A page of ours: its themes, its keys, its scale, and the part of the world that it begins with.
  if (about.basemap) addBasemap(map, about.basemap);
  whenSized(map, () => {
    layers.forEach(({ layer, shown }) => {
      layer.register(map);
      layer.part.shown = shown;
    });
    const panels = panelsOf(map);
    panels.refresh();
    const bar = addBar(map, panels);
    finish(map, about, panels);
    layers.filter((one) => one.shown).forEach(({ layer }) => layer.addTo(map));
    if (bar && window.top === window) keepLink(map, panels);
  });
};

/** @param {L.Map} map @param {About} about @param {Panels} panels */
function finish(map, about, panels) {
  // The Tab key comes to the panels before it comes to what lies on the map.
  map.getContainer().prepend(...map.getContainer().querySelectorAll(".leaflet-control-container"));
  document.querySelectorAll(".leaflet-control-zoom a").forEach((link, position) => {
    const title = position ? say("Herauszoomen") : say("Hineinzoomen");
    attach(link, { title, "aria-label": title });
  });
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  if (thumb) forThumbs(map, panels);
  if (about.bounds) fitUntilTouched(map, L.latLngBounds(about.bounds), panels, about.limited);
}

/** @param {L.Map} map @param {L.LatLngBounds} bounds @param {Panels} panels @param {boolean} limited */
function fitUntilTouched(map, bounds, panels, limited) {
  let fitted = "";
  const fit = () => {
    const size = `${map.getContainer().clientWidth} ${map.getContainer().clientHeight}`;
    if (size === fitted || map.getContainer().clientHeight < LEAST) return;
    fitted = size;
    map.setMinZoom(0);
    map.invalidateSize({ animate: false, pan: false });
    const sides = panels.box.offsetWidth + panels.control.offsetWidth + 32;
    const beside = map.getSize().x - sides > 240;
    const [left, right] = [panels.box, panels.control].map((panel) => beside ? panel.offsetWidth + 16 : 10);
    panels.room = { paddingTopLeft: [left, 12], paddingBottomRight: [right, 12] };
    map.fitBounds(bounds, { animate: false, ...panels.room });
    L.Popup.mergeOptions({ autoPanPaddingTopLeft: [left, 12], autoPanPaddingBottomRight: [right, 12] });
    if (limited) limit(map);
  };
  const observer = new ResizeObserver(fit);
  observer.observe(map.getContainer());
  const settle = panels.settle = () => observer.disconnect();
  ["pointerdown", "wheel", "keydown"].forEach((act) => {
    document.addEventListener(act, settle, { capture: true, once: true });
  });
  panels.whole = () => map.getBounds().contains(bounds) ? bounds : null;
  if (limited) map.on("moveend", () => stay(map, bounds));
  fit();
}

/** @param {L.Map} map */
function limit(map) {
  // Nothing is farther than a little around the data, nor nearer than they are exact.
  const zoom = map.getZoom();
  map.setMinZoom(zoom - FARTHER);
  map.setMaxZoom(Math.min(NEAREST, Math.ceil(zoom) + NEARER));
}

/** @param {L.Map} map @param {L.LatLngBounds} bounds */
function stay(map, bounds) {
  // The middle of the map stays where there is something.
  const { lat, lng } = map.getCenter();
  const inside = (/** @type {number} */ low, /** @type {number} */ at, /** @type {number} */ high) =>
    Math.min(Math.max(low, at), high);
  const to = L.latLng(inside(bounds.getSouth(), lat, bounds.getNorth()), inside(bounds.getWest(), lng, bounds.getEast()));
  if (map.latLngToContainerPoint(to).distanceTo(map.latLngToContainerPoint([lat, lng])) > 2) map.panTo(to, { animate: false });
}

/** @param {L.Map} map @param {Panels} panels */
function forThumbs(map, panels) {
  // One panel at a time, and none once the map is touched; a thumb beside an offer means the offer.
  const box = map.getContainer();
  const folded = [panels.box, panels.control].map((one) => /** @type {HTMLDetailsElement} */ (one));
  folded.forEach((one) => one.children[0].addEventListener("click", () => {
    if (one.open) return;
    folded.forEach((other) => { other.open = false; });
    unchoose(map);
  }));
  const close = () => folded.forEach((one) => { one.open = false; });
  if (narrow) map.on("click", close);
  map.on("mintgeochoice", () => { if (narrow && panels.chosen) close(); });
  box.addEventListener("keydown", ({ key }) => { if (narrow && key === "Escape") close(); });
  box.addEventListener("click", (event) => {
    const touched = /** @type {Element} */ (event.target);
    if (touched.closest(".leaflet-control, .leaflet-popup, .leaflet-marker-icon")) return;
    const at = map.mouseEventToContainerPoint(event);
    const spots = panels.parts.flatMap((part) => part.spots && map.hasLayer(part.theme) ? part.spots() : [])
      .map((one) => ({ ...one, far: map.latLngToContainerPoint(one.at).add(one.off).distanceTo(at) }))
      .filter(({ far }) => far <= REACH).sort((a, b) => a.far - b.far);
    if (!spots.length) return;
    event.stopPropagation();
    close();
    spots[0].open();
  }, { capture: true });
}
