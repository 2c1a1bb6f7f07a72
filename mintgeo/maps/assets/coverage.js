function drawSized(map, data) {
  const hatch = makeHatch();
  let view = data.views.find((one) => one.first);

  ["kreise", "borders", "gaps", "flows", "spots"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 410 + 10 * position;
  });
  map.getPane("borders").style.pointerEvents = "none";
  map.getPane("flows").style.pointerEvents = "none";

  const kreise = oneStop(L.geoJSON(data.kreise, {
    pane: "kreise", style: kreisStyle,
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(() => kreisSentence(feature.properties), { sticky: true });
      layer.on("mouseover", () => layer.setStyle({ weight: 2.5, color: "#000" }));
      layer.on("mouseout", () => layer.setStyle(kreisStyle(feature)));
    },
  }), (layer) => layer.feature.properties.name).addTo(map);
  const borders = L.geoJSON(data.borders, {
    pane: "borders", style: { color: "#37434e", weight: 1.4, fill: false }, interactive: false,
  }).addTo(map);

  const layers = [];
  const offers = data.offers.reduce((sum, kind) => sum + kind.spots.length, 0);
  data.offers.forEach((kind) => {
    layers.push({ name: `${kind.category} (${german.format(kind.spots.length)})`, colour: kind.colour,
      layer: offerSpots(map, kind, offers), shown: true });
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
    const areas = oneStop(L.geoJSON(data.gaps, { pane: "gaps",
      style: { color: "#a50f15", weight: 1.5, fillColor: "#fb6a4a", fillOpacity: .35, className: "gap" },
      onEachFeature: (feature, layer) => layer.bindTooltip(() => gapSentence(feature.properties), { sticky: true }) }),
      (layer) => layer.feature.properties.name);
    layers.push({ name: `Räume ohne Angebot (${german.format(data.gaps.features.length)})`,
      colour: "#fb6a4a", layer: areas, shown: false });
  }
  layers.push({ name: "Grenzen der Länder", layer: borders, shown: true });
  layers.forEach((one) => { if (one.shown) one.layer.addTo(map); });

  const control = addPanel(map, "topright", "panel control", "Ansicht und Ebenen", fillControl);
  const legend = addPanel(map, "bottomleft", "panel legend", "Legende", fillLegend);
  finish(map, data, kreise.getBounds(), legend, control);
  window.mintgeo = { map: map, kreise: kreise, layers: layers };

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
    const marker = L.marker(spot.at, { icon: icon, pane: "spots" });
    return spoken(marker.bindTooltip(() => element("span", text)), text);
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
    layerChoices(map, box, layers);
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
    box.append(notesOf(data));
  }

  function caption() {
    return `Anteil der ${data.who} je Kreis, die in höchstens ${german.format(view.minutes)} Minuten, ` +
      `${view.mode}, ein Angebot erreichen (geschätzt)`;
  }
}
