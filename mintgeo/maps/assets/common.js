"use strict";
const lang = document.documentElement.lang;
const locale = { de: "de-DE", en: "en-GB" }[lang];
const number = new Intl.NumberFormat(locale);
const narrow = window.matchMedia("(max-width: 640px)").matches;

let words = {};

function say(text, values = {}) {
  // A German message is its own text.
  return filled((words[text] || [text])[0], values);
}

function sayCount(one, many, n, values = {}) {
  const known = words[one] || [one, many];
  return filled(n === 1 ? known[0] : known.at(-1), { n: number.format(n), ...values });
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
}

function sentence(said, values) {
  // Values can be elements here.
  const parts = said.split(/\{(\w+)\}/);
  return wrap("span", parts.map((part, position) => position % 2 ? values[part] : part));
}

function percent(share) {
  const text = number.format(Math.round(share * 100));
  if (share > 0 && text === "0") return say("unter {number} %", { number: 1 });
  if (share < 1 && text === "100") return say("über {number} %", { number: 99 });
  return say("{number} %", { number: text });
}

function percentSpan(low, high) {
  if (high - low > 0.9) return say("nicht bestimmbar");
  const [first, last] = [Math.floor(low * 100 + 1e-9), Math.ceil(high * 100 - 1e-9)];
  if (first === last) return say("{number} %", { number: first });
  if (first === 0 && last === 1) return say("unter {number} %", { number: 1 });
  return say("{low}–{high} %", { low: first, high: last });
}

function unpackShapes(packed) {
  // Every line is [x, y, step, step …] in whole parts of a degree.
  const line = (flat) => {
    const at = [];
    for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) {
      at.push([(x += flat[i]) / packed.scale, (y += flat[i + 1]) / packed.scale]);
    }
    return at;
  };
  const nested = (part) => typeof part[0] === "number" ? line(part) : part.map(nested);
  return { type: "FeatureCollection", features: packed.features.map((one) => ({ type: "Feature",
    properties: one.properties, geometry: { type: packed.type, coordinates: nested(one.shape) } })) };
}

function unpackSpots(packed) {
  return packed.rows.map(([lat, lon, ...texts]) => ({ at: [lat, lon],
    ...Object.fromEntries(packed.columns.map((name, position) => [name, packed.words[texts[position]]])) }));
}

function draw(map, data) {
  // A frame can run its scripts before its page has given it a size.
  const box = map.getContainer();
  new ResizeObserver((entries, observer) => {
    if (!box.clientWidth || !box.clientHeight) return;
    observer.disconnect();
    words = data.words;
    map.invalidateSize({ animate: false, pan: false });
    Object.keys(data).filter((name) => data[name] && data[name].scale)
      .forEach((name) => { data[name] = unpackShapes(data[name]); });
    (data.offers || []).forEach((kind) => {
      kind.spots = unpackSpots(kind.spots).map((spot) => ({ ...spot, category: kind.category }));
    });
    drawSized(map, data);
  }).observe(box);
}

function finish(map, data, bounds, legend, control) {
  // The Tab key comes to the panels before it comes to what lies on the map.
  map.getContainer().prepend(map.getContainer().querySelector(".leaflet-control-container"));
  document.querySelectorAll(".leaflet-control-zoom a").forEach((link, position) => {
    link.title = position ? say("Herauszoomen") : say("Hineinzoomen");
    link.setAttribute("aria-label", link.title);
  });
  L.Tooltip.mergeOptions({ opacity: 1 });
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", say("Schließen"));
  });
  if (!narrow && data.credits.length) addCredits(map, data.credits.join(" · "));
  if (data.basemap) addBasemap(map, data, control);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  fitUntilTouched(map, bounds, legend, control);
}

function addCredits(map, text) {
  // Leaflet's own control takes HTML, this one texts.
  if (!map.credits) {
    map.credits = L.control({ position: "bottomright" });
    map.credits.onAdd = () => element("div", "", "leaflet-control-attribution");
    map.credits.addTo(map);
  }
  const line = element("span", text);
  map.credits.getContainer().append(line);
  return line;
}

function notice(text) {
  const told = element("p", text, "notice");
  document.querySelector("header").append(told);
  return told;
}

function drawGround(map, data) {
  // Kreise and Länder in pale lines, for orientation; what matters lies on top.
  ["ground", "outline"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 401 + position;
  });
  const kreise = oneStop(L.geoJSON(data.kreise, { pane: "ground",
    style: { color: "#d3d9de", weight: .6, fillColor: "#fff", fillOpacity: 1, className: "ground" },
    onEachFeature: (feature, layer) => layer.bindTooltip(() => element("span", feature.properties.name),
      { sticky: true }) }), (layer) => layer.feature.properties.name).addTo(map);
  map.getPane("outline").style.pointerEvents = "none";
  L.geoJSON(data.borders, { pane: "outline", interactive: false,
    style: { color: "#8b98a3", weight: 1, fill: false } }).addTo(map);
  return kreise;
}

const LEAST = 40;

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

function addPanel(map, position, className, title, fill) {
  const control = L.control({ position: position });
  control.onAdd = () => {
    const box = document.createElement("details");
    box.className = className;
    box.open = !narrow;
    box.append(element("summary", title));
    fill(box);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  return control.getContainer();
}

function viewChoices(box, title, views, shown, act) {
  // A row per mode, a button per threshold.
  const set = group(box, title);
  set.append(element("p", say("Minuten"), "unit"));
  grouped(views, (one) => one.mode_key).forEach((some) => {
    const buttons = some.map((one) => {
      const label = choice("radio", "view", number.format(one.minutes), one === shown, () => act(one));
      label.firstChild.setAttribute("aria-label", one.label);
      return label;
    });
    set.append(wrap("div", [element("span", some[0].mode), wrap("span", buttons, "buttons")], "mode"));
  });
}

function layerChoices(map, box, layers, title = say("Ebenen")) {
  if (layers.length) listLayers(map, group(box, title), layers);
}

function listLayers(map, set, layers) {
  layers.forEach((one) => {
    const label = choice("checkbox", "layer", one.name, one.shown, (on) => {
      if (on) one.layer.addTo(map); else one.layer.remove();
      if (one.turned) one.turned();
    });
    one.label = label.lastChild;
    if (one.colour || one.kind) label.insertBefore(symbol(one), one.label);
    set.append(label);
  });
}

function notesOf(data) {
  const notes = wrap("details", [...data.vintages || [], ...data.credits].map((line) => element("p", line)), "notes");
  notes.prepend(element("summary", say("Jahrgänge und Quellen")));
  return notes;
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

function spoken(marker, text) {
  // The Tab key reaches the marker, a screen reader says the text, Enter opens the popup.
  return marker.on("add", () => {
    const shape = marker.getElement();
    if (!shape) return;
    attach(shape, { tabindex: 0, role: marker.getPopup() ? "button" : "img", "aria-label": text });
    shape.addEventListener("blur", () => marker.closeTooltip());
  });
}

function oneStop(group, nameOf, role = "img") {
  // Many areas are one stop of the Tab key; the arrow keys go from one to the next: images by name,
  // buttons in their order.
  group.on("add", () => {
    const named = group.getLayers().map((layer) => [nameOf(layer), layer.getElement()]);
    group.eachLayer((layer) => layer.getElement().addEventListener("blur", () => layer.closeTooltip()));
    if (role === "img") named.sort(([a], [b]) => a.localeCompare(b, "de"));
    const shapes = named.map(([name, shape]) => {
      attach(shape, { tabindex: -1, role, "aria-label": name });
      return shape;
    });
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    shapes.forEach((shape, position) => shape.addEventListener("keydown", (event) => {
      const next = shapes.at((position + (step[event.key] || 0)) % shapes.length);
      if (next === shape) return;
      event.preventDefault();
      shape.setAttribute("tabindex", -1);
      next.setAttribute("tabindex", 0);
      next.focus();
    }));
    if (shapes.length) shapes[0].setAttribute("tabindex", 0);
  });
  return group;
}

function symbol(one) {
  const mark = element("span", "", one.kind ? `dot ${one.kind}` : "dot");
  if (one.colour) mark.style.background = one.colour;
  return mark;
}

function group(box, title) {
  const set = document.createElement("fieldset");
  set.append(element("legend", title));
  box.append(set);
  return set;
}

function choice(kind, name, text, on, act) {
  const input = document.createElement("input");
  input.type = kind;
  input.name = name;
  input.checked = on;
  input.addEventListener("change", () => act(input.checked));
  return wrap("label", [input, element("span", text)]);
}

function grouped(list, keyOf) {
  const groups = new Map();
  list.forEach((one) => {
    const key = keyOf(one);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(one);
  });
  return [...groups.values()];
}

function capital(text) {
  return text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);
}

function shownWith(layer, map, parts) {
  // Parts of the legend that are there while a layer is.
  const show = () => parts.forEach((part) => { part.hidden = !map.hasLayer(layer); });
  layer.on("add remove", show);
  show();
}

function sizes(title, most, radiusOf, kind) {
  // Circles of round numbers, as large as they are on the map.
  const below = (value) => {
    const power = 10 ** Math.floor(Math.log10(value));
    return power * [5, 2, 1].find((one) => one * power <= value);
  };
  const shown = [...new Set([most, most / 8, most / 60].filter((value) => value >= 1).map(below))];
  const circles = shown.map((value) => {
    const mark = element("span", "", `dot ${kind}`);
    mark.style.width = mark.style.height = `${2 * radiusOf(value)}px`;
    return wrap("span", [mark, number.format(value)], "row");
  });
  return [element("p", title), wrap("div", circles, "sizes")];
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function wrap(tag, children, className) {
  const made = element(tag, "", className);
  made.append(...children);
  return made;
}

function drawn(tag, attributes, children = []) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  attach(made, attributes);
  made.append(...children);
  return made;
}

function attach(made, attributes) {
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
}

function dotIcon(kind, options) {
  // Leaflet takes an element for what it is, and a text for HTML.
  return L.divIcon({ className: "", ...options, html: element("span", "", `dot ${kind}`) });
}

function roundedSpan(low, high) {
  // Outwards, so that it is no narrower than it is known.
  if (low === high) return rounded(low);
  const step = (people) => Math.pow(10, Math.max(0, String(Math.floor(people)).length - 3));
  return say("{low} bis {high}", { low: number.format(Math.floor(low / step(low)) * step(low)),
    high: number.format(Math.ceil(high / step(high)) * step(high)) });
}

function rounded(people) {
  const step = Math.pow(10, Math.max(0, String(Math.round(people)).length - 3));
  return number.format(Math.round(people / step) * step);
}

function stripe(colour) {
  // Dark on light colours, white on dark ones.
  const [red, green, blue] = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue > 140 ? "#4a5a68" : "#d3e8e3";
}

function classFill(palette, position, doubtful) {
  return doubtful ? `url(#mintgeo-doubt-${position})` : palette[position];
}

function doubtRow(palette) {
  // The row of the legend that explains the stripes, in the middle colour.
  const mark = element("span", "", "swatch");
  const colour = palette[Math.floor(palette.length / 2)];
  mark.style.background = `repeating-linear-gradient(-45deg, ${colour}, ${colour} 3px, ` +
    `${stripe(colour)} 3px, ${stripe(colour)} 4.2px)`;
  return wrap("div", [mark, element("span",
    say("schraffiert: Die Spanne reicht über mehr als eine Klassengrenze"))], "row");
}

function makePatterns(palette = []) {
  // Lines on white where nothing is known, dots that let the colour through for areas on it.
  const pattern = (id, size, turn, children) => drawn("pattern", { id, width: size, height: size,
    patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` }, children);
  const holder = drawn("svg", { width: 0, height: 0, class: "patterns", "aria-hidden": "true" }, [drawn("defs", {}, [
    pattern("mintgeo-hatch", 6, 45, [drawn("rect", { width: 6, height: 6, fill: "#fff" }),
      drawn("rect", { width: 1.5, height: 6, fill: "#75828d" })]),
    // A class in stripes, for areas whose span reaches over more than one border of classes.
    ...palette.map((colour, position) => pattern(`mintgeo-doubt-${position}`, 5, -45, [
      drawn("rect", { width: 5, height: 5, fill: colour }),
      drawn("rect", { width: 1.1, height: 5, fill: stripe(colour) })])),
    pattern("mintgeo-dots", 5, 45, [drawn("circle", { cx: 2.5, cy: 2.5, r: .9, fill: "#1b2733" })])])]);
  document.body.append(holder);
}

const HATCH = "url(#mintgeo-hatch)", DOTS = "url(#mintgeo-dots)";
