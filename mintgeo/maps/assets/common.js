// Everything here stands inside of a function that gets the language and its words.
const locale = { de: "de-DE", en: "en-GB" }[lang];
const number = new Intl.NumberFormat(locale);
const narrow = window.matchMedia("(max-width: 640px)").matches;

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

function viewChoices(box, title, views, shown, act) {
  // A row per mode, a button per threshold.
  const [set, name] = [group(box, title), `mintgeo-view-${L.stamp({})}`];
  set.append(element("p", say("Minuten"), "unit"));
  grouped(views, (one) => one.mode_key).forEach((some) => {
    const buttons = some.map((one) => {
      const label = choice("radio", name, number.format(one.minutes), one === shown, () => act(one));
      label.firstChild.setAttribute("aria-label", one.label);
      return label;
    });
    set.append(wrap("div", [element("span", some[0].mode), wrap("span", buttons, "buttons")], "mode"));
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

function named(text, some, all = some) {
  const [n, of] = [some, all].map((list) => number.format(list.length));
  return n === of ? `${text} (${n})` : say("{text} ({n} von {of})", { text, n, of });
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
    return wrap("span", [mark, number.format(value)], "entry");
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

function node(made) {
  return made instanceof Node ? made : element("span", made);
}

function tip(layer, textOf, options) {
  // Leaflet takes a text for HTML, and a node for what it is.
  return layer.bindTooltip((one) => node(textOf(one)), { className: "mintgeo-tip", opacity: 1, ...options });
}

function pop(layer, cardOf) {
  return layer.bindPopup((one) => node(cardOf(one)), { className: "mintgeo-pop" });
}

function row(mark, text, className = "entry") {
  return wrap("div", [mark, element("span", text)], className);
}

function swatch(colour, kind = "") {
  const mark = element("span", "", `swatch ${kind}`.trim());
  if (colour) mark.style.background = colour;
  return mark;
}

function dotIcon(kind, options) {
  // Leaflet takes an element for what it is, and a text for HTML.
  return L.divIcon({ className: "mintgeo", ...options, html: element("span", "", `dot ${kind}`) });
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
