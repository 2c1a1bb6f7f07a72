const narrow = window.matchMedia("(max-width: 640px)").matches;
const thumb = narrow || window.matchMedia("(pointer: coarse)").matches;

/** @param {View[]} views */
function firstOf(views) {
  return views.find((one) => one.first) || views[0];
}

/** @param {HTMLElement} box @param {string} title @param {View[]} views @param {View} shown @param {Act<View>} act */
function viewChoices(box, title, views, shown, act) {
  // A row per mode, a button per threshold.
  const [set, name] = [group(box, title), `mintgeo-view-${L.stamp({})}`];
  set.append(element("p", say("Minuten"), "unit"));
  grouped(views, (one) => one.mode_key).forEach((some) => {
    const buttons = some.map((one) => {
      const label = choice("radio", name, number.format(one.minutes), one === shown, () => act(one));
      label.children[0].setAttribute("aria-label", one.label);
      return label;
    });
    set.append(wrap("div", [element("span", some[0].mode), wrap("span", buttons, "buttons")], "mode"));
  });
}

/** @template {L.Layer} T @param {T} marker @param {string} text @returns {T} */
function spoken(marker, text) {
  // The Tab key reaches the marker, a screen reader says the text, Enter opens the popup.
  return marker.on("add", () => {
    const shape = marker.getElement();
    if (!shape) return;
    attach(shape, { tabindex: 0, role: marker.getPopup() ? "button" : "img", "aria-label": text });
    shape.addEventListener("blur", () => marker.closeTooltip());
  });
}

/** @template {L.LayerGroup} T @param {T} group @param {(layer: any) => string} nameOf @param {string} [role] @returns {T} */
function oneStop(group, nameOf, role = "img") {
  // Many areas are one stop of the Tab key; the arrow keys go from one to the next: images by name,
  // buttons in their order.
  /** @type {Record<string, number>} */
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  /** @type {HTMLElement[]} */
  let shapes = [];
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const shape = /** @type {HTMLElement} */ (event.currentTarget);
    if (event.key === "Enter" && role === "img") shape.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    const next = /** @type {HTMLElement} */ (shapes.at((shapes.indexOf(shape) + (step[event.key] || 0)) % shapes.length));
    if (next === shape) return;
    event.preventDefault();
    attach(shape, { tabindex: -1 });
    attach(next, { tabindex: 0 });
    next.focus();
  };
  group.on("add", () => {
    const named = group.getLayers().map((layer) => [nameOf(layer), layer.getElement()]);
    if (role === "img") named.sort(([a], [b]) => a.localeCompare(b, "de"));
    shapes = named.map(([name, shape], position) => {
      attach(shape, { tabindex: position ? -1 : 0, role, "aria-label": name });
      shape.addEventListener("keydown", keys);
      return shape;
    });
  });
  return group;
}

/** @param {Sign} one */
function symbol(one) {
  const mark = element("span", "", one.kind ? `dot ${one.kind}` : "dot");
  if (one.colour) mark.style.background = one.colour;
  return mark;
}

/** @param {HTMLElement} box @param {string} title */
function group(box, title) {
  const set = document.createElement("fieldset");
  set.append(element("legend", title));
  box.append(set);
  return set;
}

/** @param {string} kind @param {string} name @param {string} text @param {boolean} on @param {Act<boolean>} act */
function choice(kind, name, text, on, act) {
  const input = document.createElement("input");
  input.type = kind;
  input.name = name;
  input.checked = on;
  input.addEventListener("change", () => act(input.checked));
  return wrap("label", [input, element("span", text)]);
}

/** @param {HTMLInputElement | HTMLSelectElement} one */
function stateOf(one) {
  return one instanceof HTMLSelectElement ? one.selectedIndex : Number(one.checked);
}

/** @param {HTMLInputElement | HTMLSelectElement} one @param {number} state */
function turn(one, state) {
  if (stateOf(one) === state) return;
  if (one instanceof HTMLSelectElement) one.selectedIndex = Math.min(state, one.options.length - 1);
  else one.checked = Boolean(state);
  if (one instanceof HTMLSelectElement || one.type !== "radio" || one.checked) one.dispatchEvent(new Event("change"));
}

/** @template T @param {T[]} list @param {(one: T) => unknown} keyOf @returns {T[][]} */
function grouped(list, keyOf) {
  const groups = new Map();
  list.forEach((one) => {
    const key = keyOf(one);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(one);
  });
  return [...groups.values()];
}

/** @param {string} title @param {number} most @param {(value: number) => number} radiusOf @param {string} kind */
function sizes(title, most, radiusOf, kind) {
  // Circles of round numbers, as large as they are on the map.
  const below = (/** @type {number} */ value) => {
    const power = 10 ** Math.floor(Math.log10(value));
    return power * ([5, 2, 1].find((one) => one * power <= value) || 1);
  };
  const shown = [...new Set([most, most / 8, most / 60].filter((value) => value >= 1).map(below))];
  const circles = shown.map((value) => {
    const mark = element("span", "", `dot ${kind}`);
    mark.style.width = mark.style.height = `${2 * radiusOf(value)}px`;
    return wrap("span", [mark, number.format(value)], "entry");
  });
  return [element("p", title), wrap("div", circles, "sizes")];
}

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {string} text @param {string} [className] @returns {HTMLElementTagNameMap[K]} */
function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Child[]} children @param {string} [className] @returns {HTMLElementTagNameMap[K]} */
function wrap(tag, children, className) {
  const made = element(tag, "", className);
  made.append(...children);
  return made;
}

/** @param {string} tag @param {Values} attributes @param {Child[]} [children] */
function drawn(tag, attributes, children = []) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  attach(made, attributes);
  made.append(...children);
  return made;
}

/** @param {Element} made @param {Values} attributes */
function attach(made, attributes) {
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
}

/** @template {Element} T @param {T} made @param {Values} attributes @returns {T} */
function attached(made, attributes) {
  attach(made, attributes);
  return made;
}

/** @param {Told} made */
function node(made) {
  return made instanceof Node ? made : element("span", made);
}

/** @template {L.Layer} T @param {T} layer @param {(one: any) => Told} textOf @param {L.TooltipOptions} [options] @returns {T} */
function tip(layer, textOf, options) {
  // Leaflet takes a text for HTML, and a node for what it is. What has no popup says the same in the
  // card when it is chosen; thumbs have no pointer to rest, so that they get nothing but the card.
  layer.on("click", ({ target, propagatedFrom }) => {
    const one = propagatedFrom || target;
    if (target.getPopup() || one.getPopup() || one.mintgeoQuiet || !one._map) return;
    choose(one._map, { key: null, mark: outlineOf(one._map, one), told: () => textOf(one), ...one.mintgeoChosen });
  });
  if (thumb) return layer;
  return layer.bindTooltip((one) => node(textOf(one)), { className: "mintgeo-tip", opacity: 1, ...options });
}

/** @template {L.Layer} T @param {T} layer @param {(one: any) => Told} cardOf @returns {T} */
function pop(layer, cardOf) {
  return layer.bindPopup((one) => node(cardOf(one)), { className: "mintgeo-pop" });
}

/** @param {Child} mark @param {string} text @param {string} [className] */
function row(mark, text, className = "entry") {
  return wrap("div", [mark, element("span", text)], className);
}

/** @param {string} colour @param {string} [kind] */
function swatch(colour, kind = "") {
  const mark = element("span", "", `swatch ${kind}`.trim());
  if (colour) mark.style.background = colour;
  return mark;
}

/** @param {string} kind @param {L.DivIconOptions} options */
function dotIcon(kind, options) {
  // Leaflet takes an element for what it is, and a text for HTML.
  return L.divIcon({ className: "mintgeo", ...options, html: element("span", "", `dot ${kind}`) });
}

/** @param {string} colour */
function stripe(colour) {
  // Dark on light colours, white on dark ones.
  const [red, green, blue] = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue > 140 ? "#4a5a68" : "#d3e8e3";
}

/** @param {string} said @param {Values} values */
function sentence(said, values) {
  // Values can be elements here.
  const parts = said.split(/\{(\w+)\}/);
  return wrap("span", parts.map((part, position) => position % 2 ? values[part] : part));
}
