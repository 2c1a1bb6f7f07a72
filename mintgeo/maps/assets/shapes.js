const HATCH = "url(#mintgeo-hatch)", DOTS = "url(#mintgeo-dots)", GRAVE_DOTS = "url(#mintgeo-grave)",
  SLIGHT_DOTS = "url(#mintgeo-slight)";

/** @param {L.Map} map */
function dotsOf(map) {
  // One canvas for the dots of all themes: one above another would take its events.
  const panels = panelsOf(map);
  panels.canvas = panels.canvas || seeThrough(L.canvas({ pane: pane(map, "spots") }));
  return panels.canvas;
}

/** @param {L.Canvas} canvas */
function seeThrough(canvas) {
  // A canvas takes every event; where it shows no dot, the area below it shall have them.
  /** @type {Element | null} */
  let below = null;
  const tell = (/** @type {any} */ event) => {
    const onDot = event.currentTarget.classList.contains("leaflet-interactive");
    const all = onDot || event.type === "mouseout" ? [] : document.elementsFromPoint(event.clientX, event.clientY);
    const now = all.find((one) => one.matches("path.leaflet-interactive")) || null;
    if (below && below !== now) below.dispatchEvent(new MouseEvent("mouseout", event));
    if (now && below !== now) now.dispatchEvent(new MouseEvent("mouseover", event));
    if (now) now.dispatchEvent(new MouseEvent("mousemove", event));
    below = now;
  };
  return canvas.once("add", () => {
    canvas.getPane()?.querySelectorAll("canvas").forEach((box) =>
      ["mousemove", "mouseout"].forEach((name) => box.addEventListener(name, tell)));
  });
}

/** @param {L.Map} map @param {Turned[]} spots */
function fanOut(map, spots) {
  // Spots of one place, of whatever theme, get numbers, by which they stand side by side.
  const { turns } = panelsOf(map);
  /** @type {Set<Turned[]>} */
  const shared = new Set();
  spots.forEach((spot) => {
    const line = Math.round(spot.at[0] * 1e5);
    const near = turns.get(line);
    const here = near && near.find(([{ at }]) => at[0] === spot.at[0] && at[1] === spot.at[1]);
    if (here) {
      here.push(spot);
      shared.add(here);
    } else if (near) near.push([spot]);
    else turns.set(line, [[spot]]);
  });
  shared.forEach((here) => here.forEach((spot, position) => { spot.turn = [position, here.length]; }));
}

/** @param {Turned} spot @param {number} radius */
function beside(spot, radius) {
  // Pixels from the place, along the spiral of a sunflower.
  const [position, all] = spot.turn || [0, 1];
  const far = Math.min(1.3 * radius, 30 / Math.sqrt(all)) * Math.sqrt(position);
  return L.point(far * Math.cos(2.4 * position), far * Math.sin(2.4 * position));
}

/** @param {L.Map} map @param {Features<Nothing>} borders */
function landBorders(map, borders) {
  return areasOf(map, "borders", borders, { interactive: false, style: { color: "#37434e", weight: 1.4, fill: false } });
}

/** @template {KreisViews} P @param {L.Map} map @param {KreisData<P>} data @param {() => View} viewOf @param {(kreis: P) => Told} sentenceOf */
function kreiseOf(map, data, viewOf, sentenceOf) {
  // Kreise in the colours of the chosen view, hatched where nothing is known.
  makePatterns(data.palette);
  const style = (/** @type {any} */ feature) => {
    const found = feature.properties.views[viewOf().key];
    return { color: "#aeb8c0", weight: .5, fillOpacity: 1, className: "kreis",
      fillColor: found ? classFill(data.palette, found[0], found[1]) : HATCH };
  };
  const kreise = oneStop(areasOf(map, "kreise", data.kreise, { style, onEachFeature: ({ properties }, layer) => {
    layer.mintgeoChosen = { key: properties.name };
  } }), (layer) => layer.feature.properties.name);
  tip(kreise, ({ feature }) => sentenceOf(feature.properties), { sticky: true });
  kreise.on("mouseover", ({ propagatedFrom }) => propagatedFrom.setStyle({ weight: 2.5, color: "#000" }));
  kreise.on("mouseout", ({ propagatedFrom }) => kreise.resetStyle(propagatedFrom));
  return { kreise, restyle: () => kreise.setStyle(style) };
}

/** @param {HTMLElement} box @param {KreisData<KreisViews>} data @param {(position: number) => string} textOf */
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

/** @param {string[]} palette @param {number} position @param {number} doubtful */
function classFill(palette, position, doubtful) {
  return doubtful ? `url(#${patternOf(palette[position])})` : palette[position];
}

/** @param {string} colour */
function patternOf(colour) {
  return `mintgeo-doubt-${colour.slice(1)}`;
}

/** @param {string[]} [palette] */
function makePatterns(palette = []) {
  // Lines on white where nothing is known, dots that let the colour through for areas on it.
  /** @type {(id: string, size: number, turn: number, children: Child[]) => SVGElement} */
  const pattern = (id, size, turn, children) => drawn("pattern", { id, width: size, height: size,
    patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` }, children);
  const made = [
    pattern("mintgeo-hatch", 6, 45, [drawn("rect", { width: 6, height: 6, fill: "#fff" }),
      drawn("rect", { width: 1.5, height: 6, fill: "#75828d" })]),
    // A class in stripes, for areas whose span reaches over more than one border of classes.
    ...palette.map((colour) => pattern(patternOf(colour), 5, -45, [
      drawn("rect", { width: 5, height: 5, fill: colour }),
      drawn("rect", { width: 1.1, height: 5, fill: stripe(colour) })])),
    pattern("mintgeo-dots", 5, 45, [drawn("circle", { cx: 2.5, cy: 2.5, r: .9, fill: "#1b2733" })]),
    pattern("mintgeo-grave", 4, 45, [drawn("circle", { cx: 2, cy: 2, r: 1.2, fill: "#cb181d" })]),
    pattern("mintgeo-slight", 8, 45, [drawn("circle", { cx: 4, cy: 4, r: 1, fill: "#cb181d" })])];
  const fresh = made.filter((one) => !document.getElementById(one.id));
  if (fresh.length) document.body.append(drawn("svg", { width: 0, height: 0, class: "mintgeo-patterns", "aria-hidden": "true" },
    [drawn("defs", {}, fresh)]));
}
