// The view in the address of the page: where, what is switched otherwise than at first, what is chosen.
// Nothing is asked for it: what stands behind # never leaves the browser.

/** @returns {(HTMLInputElement | HTMLSelectElement)[]} */
function switches() {
  const known = document.querySelectorAll(".mintgeo.panel :is([type=checkbox], [type=radio], select)");
  return [...known].map((one) => /** @type {any} */ (one));
}

/** @param {L.Map} map @param {Panels} panels */
function writeLink(map, panels) {
  const { lat, lng } = map.getCenter();
  const said = new URLSearchParams({ karte: [map.getZoom(), lat.toFixed(5), lng.toFixed(5)].join("/") });
  const changed = switches().map((one, position) => [position, stateOf(one)])
    .filter(([position, state]) => state !== panels.first[position]);
  if (changed.length) said.set("wahl", changed.map((pair) => pair.join(".")).join(" "));
  if (panels.chosen && panels.chosen.key) said.set("ort", panels.chosen.key);
  panels.parts.forEach(({ theme, state }) => { if (state && state.get()) said.set(theme.kind, state.get()); });
  try {
    window.history.replaceState(null, "", `#${said}`);
  } catch {
    window.location.hash = String(said);
  }
}

/** @param {L.Map} map @param {Panels} panels */
function readLink(map, panels) {
  panels.first = panels.first.length ? panels.first : switches().map(stateOf);
  const said = new URLSearchParams(window.location.hash.slice(1));
  const [zoom, lat, lng] = (said.get("karte") || "").split("/").map(Number);
  if (![zoom, lat, lng].every(Number.isFinite) || lng === undefined) return;
  const wanted = [...panels.first];
  (said.get("wahl") || "").split(" ").map((pair) => pair.split(".").map(Number))
    .forEach(([position, state]) => { if (position in wanted && state >= 0) wanted[position] = state; });
  switches().forEach((one, position) => turn(one, wanted[position]));
  panels.parts.forEach(({ theme, state }) => {
    const text = said.get(theme.kind) || "";
    if (state && text !== state.get()) state.set(text);
  });
  const key = said.get("ort");
  const found = key === null ? null : findsOf(panels).find((one) => one.name === key);
  if (found) found.go(); else unchoose(map);
  if (panels.settle) panels.settle();
  map.invalidateSize({ animate: false, pan: false });
  map.setView([lat, lng], zoom, { animate: false });
}

/** @param {L.Map} map @param {Panels} panels */
function keepLink(map, panels) {
  // Once somebody has done something; a page that was only opened keeps its address.
  readLink(map, panels);
  let touched = false;
  const write = () => { if (touched) writeLink(map, panels); };
  ["pointerdown", "wheel", "keydown"].forEach((act) =>
    document.addEventListener(act, () => { touched = true; }, { capture: true, passive: true }));
  map.on("moveend mintgeochoice mintgeoplan", write);
  document.addEventListener("change", write, { capture: true });
  window.addEventListener("hashchange", () => readLink(map, panels));
}
