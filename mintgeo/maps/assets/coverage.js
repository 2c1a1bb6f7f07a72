function draw(map, data) {
  "use strict";
  // A frame can run its scripts before its page has given it a size.
  const box = map.getContainer();
  new ResizeObserver((entries, observer) => {
    if (!box.clientWidth || !box.clientHeight) return;
    observer.disconnect();
    map.invalidateSize({ animate: false, pan: false });
    drawSized(map, data);
  }).observe(box);
}

function drawSized(map, data) {
  "use strict";
  const german = new Intl.NumberFormat("de-DE");
  const narrow = window.matchMedia("(max-width: 640px)").matches;
  const hatch = makeHatch();
  let view = data.views.find((one) => one.first);

  ["kreise", "borders", "gaps", "flows", "spots"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 410 + 10 * position;
  });
  map.getPane("borders").style.pointerEvents = "none";
  map.getPane("flows").style.pointerEvents = "none";

  const kreise = L.geoJSON(data.kreise, {
    pane: "kreise", style: kreisStyle,
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(() => kreisSentence(feature.properties), { sticky: true });
      layer.on("mouseover", () => layer.setStyle({ weight: 2.5, color: "#000" }));
      layer.on("mouseout", () => layer.setStyle(kreisStyle(feature)));
    },
  }).addTo(map);
  const borders = L.geoJSON(data.borders, {
    pane: "borders", style: { color: "#37434e", weight: 1.4, fill: false }, interactive: false,
  }).addTo(map);

  const layers = [];
  data.offers.forEach((kind) => {
    const spots = kind.spots.map((spot) => circle(spot, kind.colour));
    layers.push({ name: `${kind.category} (${german.format(spots.length)})`, colour: kind.colour,
      layer: L.layerGroup(spots), shown: true });
  });
  if (data.counts.length) {
    const most = Math.max(...data.counts.map((one) => one.count || 1));
    const rings = data.counts.map((one) => countCircle(one, most));
    layers.push({ name: `Teilnehmende je Kreis (${german.format(rings.length)})`, kind: "count",
      layer: L.layerGroup(rings), shown: !data.people.length });
  }
  if (data.people.length) {
    const spots = data.people.map((spot) => dot(spot, "person", 12));
    layers.push({ name: `Teilnehmende (${german.format(spots.length)})`, kind: "person",
      layer: L.layerGroup(spots), shown: true });
  }
  if (data.meeting.length) {
    const spots = data.meeting.map((spot) => dot(spot, "venue", 14));
    layers.push({ name: "Treffpunkt", kind: "venue", layer: L.layerGroup(spots), shown: true });
    const lines = data.people.map((spot) => L.polyline([spot.at, data.meeting[0].at],
      { pane: "flows", color: "#7b1fa2", weight: 1.5, opacity: .7, interactive: false }));
    if (lines.length) {
      layers.push({ name: "Luftlinien zum Treffpunkt", layer: L.layerGroup(lines), shown: false });
    }
  }
  if (data.gaps.features.length) {
    const areas = L.geoJSON(data.gaps, { pane: "gaps",
      style: { color: "#a50f15", weight: 1.5, fillColor: "#fb6a4a", fillOpacity: .35, className: "gap" },
      onEachFeature: (feature, layer) => layer.bindTooltip(() => gapSentence(feature.properties), { sticky: true }) });
    layers.push({ name: `Räume ohne Angebot (${german.format(data.gaps.features.length)})`,
      colour: "#fb6a4a", layer: areas, shown: false });
  }
  layers.push({ name: "Grenzen der Länder", layer: borders, shown: true });
  layers.forEach((one) => { if (one.shown) one.layer.addTo(map); });

  const control = addPanel("topright", "panel control", "Ansicht und Ebenen", !narrow, fillControl);
  const legend = addPanel("bottomleft", "panel legend", "Legende", !narrow, fillLegend);
  document.querySelectorAll(".leaflet-control-zoom a").forEach((link, position) => {
    link.title = position ? "Herauszoomen" : "Hineinzoomen";
    link.setAttribute("aria-label", link.title);
  });
  if (!narrow && data.credits.length) {
    const credits = L.control.attribution({ prefix: false }).addTo(map);
    credits.addAttribution(element("span", data.credits.join(" · ")).outerHTML);
  }
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  fitUntilTouched();
  window.mintgeo = { map: map, kreise: kreise, layers: layers };

  function fitUntilTouched() {
    const observer = new ResizeObserver(fit);
    observer.observe(map.getContainer());
    ["pointerdown", "wheel", "keydown"].forEach((act) => {
      map.getContainer().addEventListener(act, () => observer.disconnect(), { capture: true, once: true });
    });
    fit();
  }

  function fit() {
    map.invalidateSize({ animate: false, pan: false });
    const size = map.getSize();
    const panels = legend.offsetWidth + control.offsetWidth + 32;
    const beside = size.x - panels > 240;
    map.fitBounds(kreise.getBounds(), { animate: false,
      paddingTopLeft: [beside ? legend.offsetWidth + 16 : 10, 12],
      paddingBottomRight: [beside ? control.offsetWidth + 16 : 10, 12] });
  }

  function kreisStyle(feature) {
    const share = feature.properties.shares[view.key];
    return { color: "#aeb8c0", weight: .5, fillOpacity: 1, className: "kreis",
      fillColor: share === undefined ? `url(#${hatch})` : data.palette[classOf(share)] };
  }

  function classOf(share) {
    let position = data.palette.length - 1;
    while (position > 0 && share < data.classes[position]) position -= 1;
    return position;
  }

  function percent(share) {
    const text = german.format(Math.round(share * 100));
    if (share > 0 && text === "0") return "unter 1 %";
    if (share < 1 && text === "100") return "über 99 %";
    return `${text} %`;
  }

  function rounded(people) {
    const step = Math.pow(10, Math.max(0, String(Math.round(people)).length - 3));
    return german.format(Math.round(people / step) * step);
  }

  function span(low, high) {
    const [first, last] = [Math.floor(low * 100 + 1e-9), Math.ceil(high * 100 - 1e-9)];
    if (first === last) return `${german.format(first)} %`;
    return first === 0 && last === 1 ? "unter 1 %" : `${german.format(first)}–${german.format(last)} %`;
  }

  function gapSentence(area) {
    const late = area.extra_min === null ? "weiter als die Suchgrenze" :
      `im Median ${german.format(area.extra_min)} Minuten jenseits der Schwelle`;
    return wrap("span", [element("strong", area.name), document.createTextNode(
      `: Rang ${german.format(area.rank)}, ${rounded(area.population)} ${data.who}, ${late} (${area.kreise}).`)]);
  }

  function kreisSentence(kreis) {
    const share = kreis.shares[view.key];
    const bounds = kreis.bounds[view.key];
    const name = element("strong", kreis.name);
    const part = bounds ? `${rounded(bounds[0] * kreis.people)} bis ${rounded(bounds[1] * kreis.people)}` :
      rounded(share * kreis.people);
    const text = share === undefined ? ": keine Angabe" :
      `: ${bounds ? span(...bounds) : percent(share)} der ${data.who} (${part} von ` +
      `${rounded(kreis.people)}) erreichen in höchstens ${german.format(view.minutes)} Minuten, ` +
      `${view.mode}, ein Angebot.`;
    return wrap("span", [name, document.createTextNode(text)]);
  }

  function circle(spot, colour) {
    const marker = L.circleMarker(spot.at, { pane: "spots", radius: narrow ? 7 : 6, weight: 1.5,
      color: "#fff", fillColor: colour, fillOpacity: 1, className: "offer" });
    const ring = marker.bindTooltip(() => element("span", spot.name));
    return ring.bindPopup(() => card(spot));
  }

  function countCircle(one, most) {
    const radius = one.hidden ? 5 : 5 + 15 * Math.sqrt(one.count / most);
    const marker = L.circleMarker(one.at, { pane: "spots", radius: radius, weight: 2, color: "#7b1fa2",
      fillColor: "#7b1fa2", fillOpacity: one.hidden ? 0 : .55, dashArray: one.hidden ? "3 3" : null });
    return marker.bindTooltip(() => wrap("span", [element("strong", one.name),
      document.createTextNode(countSentence(one))]));
  }

  function countSentence(one) {
    if (one.hidden) return ": Zahl der Teilnehmenden geheim (unter 5, oder sie verriete eine solche).";
    const rate = new Intl.NumberFormat("de-DE", { maximumSignificantDigits: 2 }).format(one.rate);
    const few = one.small ? " Zum Vergleichen zu wenige." : "";
    return `: ${german.format(one.count)} Teilnehmende, ${rate} je 1.000 Menschen.${few}`;
  }

  function dot(spot, kind, size) {
    const icon = L.divIcon({ className: "", iconSize: [size, size],
      html: `<span class="dot ${kind}"></span>` });
    const text = kind === "venue" ? `Treffpunkt: ${spot.name}` :
      `Teilnehmende aus ${[spot.postcode, spot.place].filter(Boolean).join(" ") || "unbekanntem Ort"}`;
    return L.marker(spot.at, { icon: icon, pane: "spots", alt: text, title: "" })
      .bindTooltip(() => element("span", text));
  }

  function card(spot) {
    const list = document.createElement("dl");
    const address = [spot.street, [spot.postcode, spot.place].filter(Boolean).join(" ")]
      .filter(Boolean).join(", ");
    [["Art", spot.category], ["Adresse", address], ["Themen", spot.topics], ["Träger", spot.provider]]
      .filter((pair) => pair[1])
      .forEach((pair) => list.append(element("dt", pair[0]), element("dd", pair[1])));
    return wrap("div", [element("strong", spot.name), list]);
  }

  function addPanel(position, className, title, open, fill) {
    const control = L.control({ position: position });
    control.onAdd = () => {
      const box = document.createElement("details");
      box.className = className;
      box.open = open;
      box.append(element("summary", title));
      fill(box);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    control.addTo(map);
    return control.getContainer();
  }

  function fillControl(box) {
    const views = group(box, `Anteil der ${data.who}, die ein Angebot erreichen`);
    data.views.forEach((one) => {
      views.append(choice("radio", "view", one.label, one === view, () => {
        view = one;
        kreise.setStyle(kreisStyle);
        legend.querySelector(".view").textContent = caption();
      }));
    });
    const shown = group(box, "Ebenen");
    layers.forEach((one) => {
      const label = choice("checkbox", "layer", one.name, one.shown, (on) => {
        if (on) one.layer.addTo(map); else one.layer.remove();
      });
      if (one.colour || one.kind) label.insertBefore(symbol(one), label.lastChild);
      shown.append(label);
    });
  }

  function fillLegend(box) {
    box.append(element("p", caption(), "view"));
    data.palette.forEach((colour, position) => {
      const swatch = element("span", "", "swatch");
      swatch.style.background = colour;
      const low = Math.round(data.classes[position] * 100);
      const high = Math.round(data.classes[position + 1] * 100);
      const text = position + 1 === data.palette.length ?
        `${low} bis ${high} %` : `${low} bis unter ${high} %`;
      box.append(wrap("div", [swatch, element("span", text)], "row"));
    });
    const blank = data.kreise.features.some((one) => !Object.keys(one.properties.shares).length);
    if (blank) {
      box.append(wrap("div", [element("span", "", "swatch hatch"), element("span", "keine Angabe")], "row"));
    }
    if (data.counts.some((one) => one.hidden)) {
      box.append(wrap("div", [element("span", "", "dot hidden"),
        element("span", "Teilnehmende: Zahl geheim (unter 5)")], "row"));
    }
    if (data.missing) box.append(element("p", `${german.format(data.missing)} Zeilen ohne Ort fehlen.`));
    const notes = wrap("details", data.notes.map((line) => element("p", line)), "notes");
    notes.prepend(element("summary", "Jahrgänge und Quellen"));
    box.append(notes);
  }

  function caption() {
    return `Anteil der ${data.who} je Kreis, die in höchstens ${german.format(view.minutes)} Minuten, ` +
      `${view.mode}, ein Angebot erreichen (geschätzt)`;
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

  function makeHatch() {
    const holder = document.createElement("div");
    holder.innerHTML = '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>' +
      '<pattern id="mintgeo-hatch" width="6" height="6" patternUnits="userSpaceOnUse" ' +
      'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>' +
      '<rect width="1.5" height="6" fill="#9aa5ae"/></pattern></defs></svg>';
    document.body.append(holder);
    return "mintgeo-hatch";
  }
}
