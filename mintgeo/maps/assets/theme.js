const PANES = { ground: 301, outline: 302, kreise: 310, reached: 320, rings: 325, borders: 330, roads: 335,
  gaps: 340, shapes: 345, airlines: 348, ways: 350, homes: 355, spots: 360 };
// Below Leaflet's own pane for lines and areas (400), so that what others add lies on top.
const SILENT = ["outline", "reached", "rings", "borders", "roads", "airlines"];
const HATCH = "url(#mintgeo-hatch)", DOTS = "url(#mintgeo-dots)";
const themes = {};

const Theme = L.FeatureGroup.extend({
  // A theme of a map as one layer: read and drawn when it is first wanted, with its part of the panels.
  initialize(kind, source) {
    L.FeatureGroup.prototype.initialize.call(this);
    Object.assign(this, { kind, source, part: null });
  },

  onAdd(map) {
    whenSized(map, () => {
      if (this._map !== map) return;
      this.register(map);
      L.FeatureGroup.prototype.onAdd.call(this, map);
      tell(map, this.part);
    });
  },

  register(map) {
    // In the language of this theme, whosever words the page itself has.
    if (!this.part) register(this, map);
  },

  getBounds() {
    return L.latLngBounds(this.read().bounds || []);
  },

  read() {
    if (!this.data) this.data = unpacked(JSON.parse(document.getElementById(this.source).textContent));
    return this.data;
  },
});

themes.layer = (kind, source) => new Theme(kind, source);

function unpacked(data) {
  Object.keys(data).filter((name) => data[name] && data[name].scale)
    .forEach((name) => { data[name] = unpackShapes(data[name]); });
  return data;
}

function whenSized(map, act) {
  // A frame can run its scripts before its page has given it a size.
  const box = map.getContainer();
  if (box.clientWidth && box.clientHeight) return act();
  new ResizeObserver((entries, observer) => {
    if (!box.clientWidth || !box.clientHeight) return;
    observer.disconnect();
    map.invalidateSize({ animate: false, pan: false });
    act();
  }).observe(box);
}

function register(theme, map) {
  // Draw a theme and give it its place in the panels; what it is made of is switched there.
  const panels = panelsOf(map);
  const data = theme.read();
  const part = { theme, boxes: [], entries: [], shown: true, ...themes[theme.kind](theme, map, data) };
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

function tell(map, part) {
  // What has been drawn, for whoever writes scripts of their own.
  if (!part.told) return;
  const { layers = [], ...known } = window.mintgeo || {};
  window.mintgeo = { ...known, map, ...part.told, layers: [...layers, ...part.entries, ...part.whole ? [part.whole] : []] };
  part.told = null;
}

function pane(map, name) {
  const full = `mintgeo-${name}`;
  if (!map.getPane(full)) {
    const made = map.createPane(full);
    made.style.zIndex = PANES[name];
    if (SILENT.includes(name)) made.style.pointerEvents = "none";
  }
  return full;
}

function panelsOf(map) {
  // One control and one legend for all themes of a map, and the sources of those that are shown.
  if (map.mintgeo) return map.mintgeo;
  const control = addPanel(map, "topright", "control", "");
  const legend = addPanel(map, "bottomleft", "legend", say("Legende"));
  const choices = fill(control, () => {});
  const layers = group(control, say("Ebenen"));
  const keys = fill(legend, () => {});
  const lost = element("p", "");
  const lines = wrap("details", [element("summary", say("Jahrgänge und Quellen"))], "notes");
  legend.append(lost, lines);
  const credits = narrow ? null : addCredits(map, "");
  const panels = map.mintgeo = { control, choices, layers, legend: keys, box: legend, parts: [], refresh, turns: new Map() };
  watchTiles(map);
  map.on("popupopen", ({ popup }) => {
    const cross = popup.getElement().querySelector(".leaflet-popup-close-button");
    if (cross) cross.setAttribute("aria-label", say("Schließen"));
  });
  return panels;

  function refresh() {
    const shown = panels.parts.filter((part) => part.shown);
    panels.parts.forEach((part) => part.boxes.forEach((box) => { box.hidden = !part.shown; }));
    layers.hidden = ![...layers.children].some((one) => one.matches("div, label") && !one.hidden && one.children.length);
    control.hidden = layers.hidden && ![...choices.children].some((one) => !one.hidden && one.children.length);
    control.querySelector("summary").textContent = titleOf(shown);
    const missing = shown.reduce((sum, part) => sum + (part.theme.data.missing || 0), 0);
    lost.hidden = !missing;
    lost.textContent = sayCount("{n} Zeile ohne Ort fehlt.", "{n} Zeilen ohne Ort fehlen.", missing);
    const of = (name) => [...new Set(shown.flatMap((part) => part.theme.data[name] || []))];
    lines.replaceChildren(lines.firstChild, ...[...of("vintages"), ...of("credits")].map((line) => element("p", line)));
    if (credits) {
      credits.textContent = of("credits").join(" · ");
      credits.parentElement.hidden = !credits.parentElement.textContent;
    }
  }

  function titleOf(shown) {
    const titles = new Set(shown.map((part) => part.title).filter(Boolean));
    return titles.size === 1 ? [...titles][0] : say("Ansicht und Ebenen");
  }
}

function fill(box, act) {
  const made = element("div", "");
  act(made);
  box.append(made);
  return made;
}

function addPanel(map, position, kind, title) {
  const control = L.control({ position });
  control.onAdd = () => {
    const box = wrap("details", [element("summary", title)], `mintgeo panel ${kind}`);
    box.open = !narrow;
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  return control.getContainer();
}

function addCredits(map, text) {
  // Leaflet's own control takes HTML, this one texts.
  if (!map.mintgeoCredits) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => element("div", "", "leaflet-control-attribution mintgeo");
    map.mintgeoCredits = control.addTo(map).getContainer();
  }
  const line = element("span", text);
  map.mintgeoCredits.append(line);
  return line;
}

function notice(map, text) {
  // Above the map on a page of ours, in a corner of a map elsewhere.
  const line = element("p", text, "notice");
  const head = document.querySelector("header.mintgeo");
  if (head) {
    head.append(line);
  } else {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => wrap("div", [line], "mintgeo warning");
    control.addTo(map);
  }
  return line;
}

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

function listLayers(theme, set, entries) {
  entries.forEach((one) => {
    const label = choice("checkbox", "layer", one.name, one.shown, (on) => {
      if (on) theme.addLayer(one.layer); else theme.removeLayer(one.layer);
      if (one.turned) one.turned();
    });
    one.label = label.lastChild;
    if (one.colour || one.kind) label.insertBefore(symbol(one), one.label);
    set.append(label);
  });
}

function listWhole(set, map, theme, whole) {
  // A theme of one piece is switched as it is, here or in a control for layers.
  const label = choice("checkbox", "layer", whole.name, false, (on) => {
    if (on) theme.addTo(map); else theme.remove();
  });
  label.insertBefore(symbol(whole), label.lastChild);
  theme.on("add remove", ({ type }) => { label.firstChild.checked = type === "add"; });
  set.append(label);
}

function shownWith(theme, layer, parts) {
  // Parts of the legend that are there while a layer is.
  const look = () => { parts.forEach((part) => { part.hidden = !theme.hasLayer(layer); }); };
  layer.on("add remove", look);
  look();
}

function dotsOf(map) {
  // One canvas for the dots of all themes: one above another would take its events.
  const panels = panelsOf(map);
  panels.canvas = panels.canvas || seeThrough(L.canvas({ pane: pane(map, "spots") }));
  return panels.canvas;
}

function seeThrough(canvas) {
  // A canvas takes every event; where it shows no dot, the area below it shall have them.
  let below = null;
  const tell = (event) => {
    const onDot = event.currentTarget.classList.contains("leaflet-interactive");
    const all = onDot || event.type === "mouseout" ? [] : document.elementsFromPoint(event.clientX, event.clientY);
    const now = all.find((one) => one.matches("path.leaflet-interactive")) || null;
    if (below && below !== now) below.dispatchEvent(new MouseEvent("mouseout", event));
    if (now && below !== now) now.dispatchEvent(new MouseEvent("mouseover", event));
    if (now) now.dispatchEvent(new MouseEvent("mousemove", event));
    below = now;
  };
  return canvas.once("add", () => {
    const box = canvas.getPane().querySelector("canvas");
    ["mousemove", "mouseout"].forEach((name) => box.addEventListener(name, tell));
  });
}

function fanOut(map, spots) {
  // Spots of one place, of whatever theme, get numbers, by which they stand side by side.
  const { turns } = panelsOf(map);
  spots.forEach((spot) => {
    const here = turns.get(spot.at.join()) || [];
    turns.set(spot.at.join(), here);
    here.push(spot);
  });
  new Set(spots.map((spot) => turns.get(spot.at.join()))).forEach((here) =>
    here.forEach((spot, position) => { spot.turn = [position, here.length]; }));
}

function beside(spot, radius) {
  // Pixels from the place, along the spiral of a sunflower.
  const [position, all] = spot.turn;
  const far = Math.min(1.3 * radius, 30 / Math.sqrt(all)) * Math.sqrt(position);
  return L.point(far * Math.cos(2.4 * position), far * Math.sin(2.4 * position));
}

function areasOf(map, name, shapes, options) {
  return L.geoJSON(shapes, { pane: pane(map, name), ...options });
}

function landBorders(map, borders) {
  return areasOf(map, "borders", borders, { interactive: false, style: { color: "#37434e", weight: 1.4, fill: false } });
}

function kreiseOf(map, data, viewOf, sentenceOf) {
  // Kreise in the colours of the chosen view, hatched where nothing is known.
  makePatterns(data.palette);
  const style = ({ properties }) => {
    const found = properties.views[viewOf().key];
    return { color: "#aeb8c0", weight: .5, fillOpacity: 1, className: "kreis",
      fillColor: found ? classFill(data.palette, ...found) : HATCH };
  };
  const kreise = oneStop(areasOf(map, "kreise", data.kreise, { style, onEachFeature: (feature, layer) => {
    tip(layer, () => sentenceOf(feature.properties), { sticky: true });
    layer.on("mouseover", () => layer.setStyle({ weight: 2.5, color: "#000" }));
    layer.on("mouseout", () => layer.setStyle(style(feature)));
  } }), (layer) => layer.feature.properties.name);
  return { kreise, restyle: () => kreise.setStyle(style) };
}

function classRows(box, data, textOf) {
  // A row of the legend per class, and what stripes and hatching mean where there are any.
  data.palette.forEach((colour, position) => box.append(row(swatch(colour), textOf(position))));
  const views = data.kreise.features.map((one) => one.properties.views);
  if (views.some((one) => Object.values(one).some(([, doubtful]) => doubtful))) {
    const mark = swatch("");
    const colour = data.palette[Math.floor(data.palette.length / 2)];
    mark.style.background = `repeating-linear-gradient(-45deg, ${colour}, ${colour} 3px, ` +
      `${stripe(colour)} 3px, ${stripe(colour)} 4.2px)`;
    box.append(row(mark, say("schraffiert: Die Spanne reicht über mehr als eine Klassengrenze")));
  }
  if (views.some((one) => !data.views.every(({ key }) => key in one))) {
    box.append(row(swatch("", "hatch"), say("keine Angabe")));
  }
}

function classFill(palette, position, doubtful) {
  return doubtful ? `url(#${patternOf(palette[position])})` : palette[position];
}

function patternOf(colour) {
  return `mintgeo-doubt-${colour.slice(1)}`;
}

function makePatterns(palette = []) {
  // Lines on white where nothing is known, dots that let the colour through for areas on it.
  const pattern = (id, size, turn, children) => drawn("pattern", { id, width: size, height: size,
    patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` }, children);
  const made = [
    pattern("mintgeo-hatch", 6, 45, [drawn("rect", { width: 6, height: 6, fill: "#fff" }),
      drawn("rect", { width: 1.5, height: 6, fill: "#75828d" })]),
    // A class in stripes, for areas whose span reaches over more than one border of classes.
    ...palette.map((colour) => pattern(patternOf(colour), 5, -45, [
      drawn("rect", { width: 5, height: 5, fill: colour }),
      drawn("rect", { width: 1.1, height: 5, fill: stripe(colour) })])),
    pattern("mintgeo-dots", 5, 45, [drawn("circle", { cx: 2.5, cy: 2.5, r: .9, fill: "#1b2733" })])];
  const fresh = made.filter((one) => !document.getElementById(one.id));
  if (fresh.length) document.body.append(drawn("svg", { width: 0, height: 0, class: "mintgeo-patterns", "aria-hidden": "true" },
    [drawn("defs", {}, fresh)]));
}
