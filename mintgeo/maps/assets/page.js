const LEAST = 40;

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
    finish(map, about, panels);
    layers.filter((one) => one.shown).forEach(({ layer }) => layer.addTo(map));
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
  if (about.bounds) fitUntilTouched(map, L.latLngBounds(about.bounds), panels.box, panels.control);
}

/** @param {L.Map} map @param {L.LatLngBounds} bounds @param {HTMLElement} legend @param {HTMLElement} control */
function fitUntilTouched(map, bounds, legend, control) {
  let fitted = "";
  const fit = () => {
    const size = `${map.getContainer().clientWidth} ${map.getContainer().clientHeight}`;
    if (size === fitted || map.getContainer().clientHeight < LEAST) return;
    fitted = size;
    map.invalidateSize({ animate: false, pan: false });
    const panels = legend.offsetWidth + control.offsetWidth + 32;
    const beside = map.getSize().x - panels > 240;
    const [left, right] = [legend, control].map((panel) => beside ? panel.offsetWidth + 16 : 10);
    map.fitBounds(bounds, { animate: false, paddingTopLeft: [left, 12], paddingBottomRight: [right, 12] });
    L.Popup.mergeOptions({ autoPanPaddingTopLeft: [left, 12], autoPanPaddingBottomRight: [right, 12] });
  };
  const observer = new ResizeObserver(fit);
  observer.observe(map.getContainer());
  ["pointerdown", "wheel", "keydown"].forEach((act) => {
    map.getContainer().addEventListener(act, () => observer.disconnect(), { capture: true, once: true });
  });
  fit();
}
