const PANES = { ground: 301, outline: 302, kreise: 310, reached: 320, rings: 325, borders: 330, roads: 335,
  gaps: 340, shapes: 345, airlines: 348, ways: 350, homes: 355, chosen: 357, spots: 360, names: 365, stops: 367, numbers: 370 };
// Below Leaflet's own pane for lines and areas (400), so that what others add lies on top.
/** @type {(keyof typeof PANES)[]} */
const SILENT = ["outline", "reached", "rings", "borders", "roads", "airlines", "chosen", "names", "numbers"];
/** @type {Themes} */
const themes = {};

/** @type {new (kind: string, source: string) => ThemeLayer} */
const Theme = L.FeatureGroup.extend({
  // A theme of a map as one layer: read and drawn when it is first wanted, with its part of the panels.
  /** @param {string} kind @param {string} source */
  initialize(kind, source) {
    /** @type {any} */ (L.FeatureGroup.prototype).initialize.call(this);
    Object.assign(this, { kind, source, part: null });
  },

  /** @param {L.Map} map */
  onAdd(map) {
    whenSized(map, () => {
      if (this._map !== map) return;
      this.register(map);
      L.FeatureGroup.prototype.onAdd.call(this, map);
      tell(map, this.part);
    });
  },

  /** @param {L.Map} map */
  register(map) {
    // In the language of this theme, whosever words the page itself has.
    if (!this.part) register(this, map);
  },

  getBounds() {
    return L.latLngBounds(this.read().bounds || []);
  },

  read() {
    if (!this.data) this.data = unpacked(JSON.parse(/** @type {any} */ (document.getElementById(this.source)).textContent));
    return this.data;
  },
});

themes.layer = (kind, source) => new Theme(kind, source);

/** @param {any} data */
function unpacked(data) {
  Object.keys(data).filter((name) => data[name] && data[name].scale)
    .forEach((name) => { data[name] = unpackShapes(data[name]); });
  return data;
}

/** @param {L.Map} map @param {() => void} act */
function whenSized(map, act) {
  // A frame can run its scripts before its page has given it a size. To ask for it is to lay out the page.
  const box = map.getContainer();
  map.mintgeoSized ||= Boolean(box.clientWidth && box.clientHeight);
  if (map.mintgeoSized) return act();
  new ResizeObserver((_, observer) => {
    if (!box.clientWidth || !box.clientHeight) return;
    observer.disconnect();
    map.mintgeoSized = true;
    map.invalidateSize({ animate: false, pan: false });
    act();
  }).observe(box);
}

/** @param {ThemeLayer} theme @param {L.Map} map */
function register(theme, map) {
  // Draw a theme and give it its place in the panels; what it is made of is switched there.
  const panels = panelsOf(map);
  const data = theme.read();
  const draw = /** @type {(theme: ThemeLayer, map: L.Map, data: any) => Drawn} */ (themes[theme.kind]);
  /** @type {Part} */
  const part = { theme, boxes: [], entries: [], shown: true, ...draw(theme, map, data) };
  theme.part = part;
  part.entries.forEach((one) => { if (one.shown) theme.addLayer(one.layer); });
  if (part.control) part.boxes.push(fill(panels.choices, part.control));
  if (part.legend) part.boxes.push(fill(panels.legend, part.legend));
  const listed = (part.listed || part.entries);
  if (listed.length) part.boxes.push(fill(panels.layers, (box) => listLayers(theme, box, listed)));
  if (part.whole) listWhole(panels.layers, map, theme, part.whole);
  if (part.notice) part.boxes.push(notice(map, part.notice));
  panels.parts.push(part);
  theme.on("add remove", ({ type }) => {
    part.shown = type === "add";
    panels.refresh();
  });
  panels.refresh();
}

/** @param {L.Map} map @param {Part} part */
function tell(map, part) {
  // What has been drawn, for whoever writes scripts of their own.
  if (!part.told) return;
  const { layers = [], ...known } = window.mintgeo || {};
  window.mintgeo = { ...known, map, ...part.told, layers: [...layers, ...part.entries, ...part.whole ? [part.whole] : []] };
  part.told = null;
}

/** @param {L.Map} map @param {keyof typeof PANES} name */
function pane(map, name) {
  const full = `mintgeo-${name}`;
  if (!map.getPane(full)) {
    const made = map.createPane(full);
    made.style.zIndex = String(PANES[name]);
    if (SILENT.includes(name)) made.style.pointerEvents = "none";
  }
  return full;
}

/** @param {L.Map} map @returns {Panels} */
function panelsOf(map) {
  // One control and one legend for all themes of a map, and the sources of those that are shown.
  if (map.mintgeo) return map.mintgeo;
  const control = addPanel(map, "topright", "control", "");
  const legend = addPanel(map, "bottomleft", "legend", say("Legende"));
  const choices = fill(control, () => {});
  const layers = group(control, say("Ebenen"));
  const keys = fill(legend, () => {});
  const lost = element("p", "");
  const title = element("summary", say("Jahrgänge und Quellen"));
  const lines = wrap("details", [title], "notes");
  legend.append(lost, lines);
  const credits = addCredits(map, "");
  credits.className = "themes";  // narrow screens have them in the legend only
  /** @type {Panels} */
  const panels = map.mintgeo = { control, choices, layers, legend: keys, box: legend, parts: [], refresh, turns: new Map(),
    chosen: null, first: [], room: {}, filter: { topic: null, age: null }, filtered: [], followed: false };
  watchTiles(map);
  map.on("popupopen", ({ popup }) => {
    popup.getElement()?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", say("Schließen"));
  });
  return panels;

  function refresh() {
    const shown = panels.parts.filter((part) => part.shown);
    panels.parts.forEach((part) => part.boxes.forEach((box) => { box.hidden = !part.shown; }));
    layers.hidden = !childrenOf(layers).some((one) => one.matches("div, label") && !one.hidden && one.children.length);
    control.hidden = layers.hidden && !childrenOf(choices).some((one) => !one.hidden && one.children.length);
    control.children[0].textContent = titleOf(shown);
    const missing = shown.reduce((sum, part) => sum + (part.theme.data.missing || 0), 0);
    lost.hidden = !missing;
    lost.textContent = sayCount("{n} Zeile ohne Ort fehlt.", "{n} Zeilen ohne Ort fehlen.", missing);
    const of = (/** @type {"vintages" | "credits"} */ name) => [...new Set(shown.flatMap((part) => part.theme.data[name] || []))];
    lines.replaceChildren(title, ...[...of("vintages"), ...of("credits")].map((line) => element("p", line)));
    if (credits.parentElement) {
      credits.textContent = of("credits").join(" · ");
      credits.parentElement.hidden = !credits.parentElement.textContent;
    }
  }

  /** @param {Part[]} shown */
  function titleOf(shown) {
    const titles = new Set(shown.map((part) => part.title).filter(Boolean));
    return (titles.size === 1 && [...titles][0]) || say("Ansicht und Ebenen");
  }
}

/** @param {HTMLElement} box */
function childrenOf(box) {
  return [.../** @type {HTMLCollectionOf<HTMLElement>} */ (box.children)];
}

/** @param {HTMLElement} box @param {Act<HTMLElement>} act */
function fill(box, act) {
  const made = element("div", "");
  act(made);
  box.append(made);
  return made;
}

/** @param {L.Map} map @param {L.ControlPosition} position @param {string} kind @param {string} title */
function addPanel(map, position, kind, title) {
  const box = wrap("details", [element("summary", title)], `mintgeo panel ${kind}`);
  box.open = !narrow;
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  return addControl(map, position, box);
}

/** @template {HTMLElement} T @param {L.Map} map @param {L.ControlPosition} position @param {T} box @returns {T} */
function addControl(map, position, box) {
  const control = new L.Control({ position });
  control.onAdd = () => box;
  control.addTo(map);
  return box;
}

/** @param {L.Map} map @param {string} text */
function addCredits(map, text) {
  // Leaflet's own control takes HTML, this one texts.
  if (!map.mintgeoCredits) {
    map.mintgeoCredits = addControl(map, "bottomright", element("div", "", "leaflet-control-attribution mintgeo"));
  }
  const line = element("span", text);
  map.mintgeoCredits.append(line);
  return line;
}

/** @param {L.Map} map @param {string} text */
function notice(map, text) {
  // Above the map on a page of ours, in a corner of a map elsewhere.
  const line = element("p", text, "notice");
  const head = document.querySelector("header.mintgeo");
  if (head) {
    head.append(line);
  } else {
    addControl(map, "topleft", wrap("div", [line], "mintgeo warning"));
  }
  return line;
}

/** @param {L.Map} map */
function watchTiles(map) {
  // Areas let the tiles through as long as there are some; the legend fades with them.
  const look = () => {
    let tiles = false;
    map.eachLayer((layer) => { tiles = tiles || layer instanceof L.GridLayer; });
    map.getContainer().classList.toggle("with-tiles", tiles);
  };
  map.on("layeradd layerremove", ({ layer }) => { if (layer instanceof L.GridLayer) look(); });
  look();
}

/** @param {ThemeLayer} theme @param {HTMLElement} set @param {Entry[]} entries */
function listLayers(theme, set, entries) {
  entries.forEach((one) => {
    const label = choice("checkbox", "layer", one.name, one.shown, (on) => {
      if (on) theme.addLayer(one.layer); else theme.removeLayer(one.layer);
      if (one.turned) one.turned();
    });
    one.label = label.children[1];
    one.box = /** @type {HTMLInputElement} */ (label.children[0]);
    if (one.colour || one.kind) label.insertBefore(symbol(one), one.label);
    set.append(label);
  });
}

/** @param {HTMLElement} set @param {L.Map} map @param {ThemeLayer} theme @param {Entry} whole */
function listWhole(set, map, theme, whole) {
  // A theme of one piece is switched as it is, here or in a control for layers.
  const label = choice("checkbox", "layer", whole.name, false, (on) => {
    if (on) theme.addTo(map); else theme.remove();
  });
  if (!whole.plain) label.insertBefore(symbol(whole), label.children[1]);
  theme.on("add remove", ({ type }) => { /** @type {HTMLInputElement} */ (label.children[0]).checked = type === "add"; });
  set.append(label);
}

/** @param {ThemeLayer} theme @param {L.Layer} layer @param {HTMLElement[]} parts */
function shownWith(theme, layer, parts) {
  // Parts of the legend that are there while a layer is.
  const look = () => { parts.forEach((part) => { part.hidden = !theme.hasLayer(layer); }); };
  layer.on("add remove", look);
  look();
}
