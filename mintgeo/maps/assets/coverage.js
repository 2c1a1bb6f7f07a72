const GRAVE = 25;

function drawSized(map, data) {
  makePatterns(data.palette);
  const most = Math.max(...data.counts.map((one) => one.count || 1));
  let view = data.views.find((one) => one.first);

  ["kreise", "areas", "borders", "gaps", "flows", "spots"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 410 + 10 * position;
  });
  ["areas", "borders", "flows"].forEach((name) => { map.getPane(name).style.pointerEvents = "none"; });

  const kreise = oneStop(L.geoJSON(data.kreise, {
    pane: "kreise", style: kreisStyle,
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(() => kreisSentence(feature.properties), { sticky: true });
      layer.on("mouseover", () => layer.setStyle({ weight: 2.5, color: "#000" }));
      layer.on("mouseout", () => layer.setStyle(kreisStyle(feature)));
    },
  }), (layer) => layer.feature.properties.name);
  const borders = L.geoJSON(data.borders, {
    pane: "borders", style: { color: "#37434e", weight: 1.4, fill: false }, interactive: false,
  });

  fanOut([...data.offers.flatMap((kind) => kind.spots), ...data.people, ...data.meeting]);
  const offers = offerLayers(map, data.offers.map((kind) => ({ ...kind, text: kind.category, shown: true })), data.ages);
  const layers = [...offers.layers];
  const rings = L.layerGroup(data.counts.map(countCircle));
  if (data.counts.length) {
    layers.push({ name: named(say("Teilnehmende je Kreis"), data.counts), kind: "count", layer: rings,
      shown: !data.people.length });
  }
  if (data.people.length) {
    const spots = data.people.map((spot) => dot(spot, "person", narrow ? 9 : 12));
    layers.push({ name: named(say("Teilnehmende"), spots), kind: "person",
      layer: L.layerGroup(spots), shown: true });
  }
  if (data.meeting.length) {
    const spots = data.meeting.map((spot) => dot(spot, "venue", narrow ? 10 : 13));
    layers.push({ name: say("Treffpunkt"), kind: "venue", layer: L.layerGroup(spots), shown: true });
    const lines = data.people.map((spot) => L.polyline([spot.at, data.meeting[0].at],
      { pane: "flows", color: "#7b1fa2", weight: 1.5, opacity: .7, interactive: false }));
    if (lines.length) {
      layers.push({ name: say("Luftlinien zum Treffpunkt"), layer: L.layerGroup(lines), shown: false });
    }
  }
  const gaps = oneStop(L.geoJSON(data.gaps, { pane: "gaps", style: gapStyle,
    onEachFeature: (feature, layer) => layer.bindTooltip(() => gapSentence(feature.properties), { sticky: true }) }),
    (layer) => layer.feature.properties.name);
  if (data.gaps.features.length) {
    layers.push({ name: named(gapTitle(), data.gaps.features), colour: "#fb6a4a", layer: gaps,
      shown: false });
  }
  const areas = L.layerGroup();
  if (data.areas.features.length) {
    areas.on("add remove", showAreas);
    layers.push({ name: capital(say("von hier wird ein Angebot erreicht")), kind: "area", layer: areas, shown: false });
  }
  layers.push({ name: say("Grenzen der Länder"), layer: borders, shown: true });

  const control = addPanel(map, "topright", "panel control", say("Ansicht und Ebenen"), fillControl);
  const legend = addPanel(map, "bottomleft", "panel legend", say("Legende"), fillLegend);
  finish(map, data, kreise.getBounds(), legend, control);
  [{ layer: kreise, shown: true }, ...layers].forEach((one) => { if (one.shown) one.layer.addTo(map); });
  offers.start();
  window.mintgeo = { map: map, kreise: kreise, layers: layers };

  function kreisStyle(feature) {
    const found = feature.properties.views[view.key];
    return { color: "#aeb8c0", weight: .5, fillOpacity: 1, className: "kreis",
      fillColor: found ? classFill(data.palette, ...found) : HATCH };
  }

  function showAreas() {
    const now = data.areas.features.filter((one) => one.properties.view === view.key);
    const row = legend.querySelector(".reached");
    areas.clearLayers();
    now.forEach((one) => areas.addLayer(L.geoJSON(one, { pane: "areas", interactive: false,
      style: { color: "#1b2733", weight: 1.2, fillColor: DOTS, fillOpacity: 1, className: "area" } })));
    row.lastChild.textContent = now.length ?
      say("Von hier wird in höchstens {minutes} Minuten, {mode}, ein Angebot erreicht",
        { minutes: number.format(view.minutes), mode: view.mode }) :
      say("Zu dieser Ansicht gibt es keine Flächen");
  }

  function gapTitle() {
    return data.rural ? say("Ländliche Räume ohne Angebot") : say("Räume ohne Angebot");
  }

  function gapStyle(feature) {
    const grave = feature.properties.rank <= GRAVE;
    return { color: "#a50f15", weight: grave ? 1.5 : .5, fillColor: "#fb6a4a", fillOpacity: grave ? .6 : .15,
      className: "gap" };
  }

  function gapSentence(area) {
    const said = area.extra_min === null ?
      say("{name}: Rang {rank} von {all} nach Personenstunden. Hier wohnen {people} {who}, weiter als die Suchgrenze ({kreise}).") :
      say("{name}: Rang {rank} von {all} nach Personenstunden. Hier wohnen {people} {who}, im Median {minutes} Minuten jenseits der Schwelle ({kreise}).");
    const [low, high] = [area.population_low, area.population_high];
    const people = low === undefined ? rounded(area.population) : roundedSpan(low, high);
    const told = sentence(said, { name: element("strong", area.name), rank: number.format(area.rank), who: data.who,
      all: number.format(data.gaps.features.length), people, minutes: number.format(area.extra_min), kreise: area.kreise });
    return area.established === false ?
      wrap("span", [told, " ", element("strong", say("Nicht belegt."))]) : told;
  }

  function kreisSentence(kreis) {
    const found = kreis.views[view.key];
    const name = element("strong", kreis.name);
    if (!found) return sentence(say("{name}: keine Angabe."), { name });
    const [, , low, high] = found;
    return sentence(
      say("{name}: {share} der {who} ({part} von {all}) erreichen in höchstens {minutes} Minuten, {mode}, ein Angebot."),
      { name, share: low === high ? percent(low) : percentSpan(low, high), who: data.who,
        part: roundedSpan(low * kreis.people, high * kreis.people), all: rounded(kreis.people),
        minutes: number.format(view.minutes), mode: view.mode });
  }

  function countRadius(count) {
    return Math.max(3, 20 * Math.sqrt(count / Math.max(most, 25)));
  }

  function countCircle(one) {
    const marker = L.circleMarker(one.at, { pane: "spots", radius: countRadius(one.count), weight: 2,
      color: "#7b1fa2", fillColor: "#7b1fa2", fillOpacity: .55 });
    return marker.bindTooltip(() => countSentence(one));
  }

  function countSentence(one) {
    const name = element("strong", one.name);
    if (one.rate === null) {
      return sentence(sayCount("{name}: {n} teilnehmende Person.", "{name}: {n} Teilnehmende.", one.count), { name });
    }
    const rate = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(one.rate);
    if (one.about) {
      const n = number.format(one.count);
      return sentence(say("{name}: rund {n} Teilnehmende, etwa {rate} je {per}."), { name, n, rate, per: data.per });
    }
    const said = one.small ?
      say("{name}: {n} Teilnehmende, {rate} je {per}. Zum Vergleichen zu wenige.") :
      say("{name}: {n} Teilnehmende, {rate} je {per}.");
    return sentence(said, { name, rate, n: number.format(one.count), per: data.per });
  }

  function dot(spot, kind, size) {
    const icon = dotIcon(kind, { iconSize: [size, size],
      iconAnchor: L.point(size / 2, size / 2).subtract(beside(spot, size / 2)) });
    icon.options.html.style.width = icon.options.html.style.height = "100%";
    const home = [spot.postcode, spot.place].filter(Boolean).join(" ");
    const text = kind === "venue" ? say("Treffpunkt: {name}", spot) :
      home ? say("Teilnehmende aus {home}", { home }) : say("Teilnehmende aus unbekanntem Ort");
    const marker = L.marker(spot.at, { icon: icon, pane: "spots" });
    return spoken(marker.bindTooltip(() => element("span", text)), text);
  }

  function fillControl(box) {
    viewChoices(box, say("Anteil der {who}, die ein Angebot erreichen", data), data.views, view, (one) => {
      view = one;
      kreise.setStyle(kreisStyle);
      legend.querySelector(".view").textContent = caption();
      showAreas();
    });
    offers.fill(box);
    layerChoices(map, box, layers.filter((one) => !offers.layers.includes(one)));
  }

  function fillLegend(box) {
    box.append(element("p", caption(), "view"));
    data.palette.forEach((colour, position) => {
      const swatch = element("span", "", "swatch");
      swatch.style.background = colour;
      const [low, high] = [0, 1].map((end) => number.format(Math.round(data.classes[position + end] * 100)));
      const text = position + 1 === data.palette.length ? say("{low} bis {high} %", { low, high }) :
        say("{low} bis unter {high} %", { low, high });
      box.append(wrap("div", [swatch, element("span", text)], "row"));
    });
    if (data.kreise.features.some((one) => Object.values(one.properties.views).some(([, doubtful]) => doubtful))) {
      box.append(doubtRow(data.palette));
    }
    const blank = data.kreise.features.some((one) =>
      !data.views.every(({ key }) => key in one.properties.views));
    if (blank) {
      box.append(wrap("div", [element("span", "", "swatch hatch"), element("span", say("keine Angabe"))], "row"));
    }
    box.append(wrap("div", [element("span", "", "swatch dotted"), element("span", "")], "row reached"));
    shownWith(areas, map, [box.lastChild]);
    const counted = data.counts.length ? sizes(say("Teilnehmende je Kreis"), most, countRadius, "count") : [];
    if (data.counts.some((one) => one.about)) {
      counted.push(element("p", say("Zahlen gerundet und leicht verändert; Kreise mit wenigen oder keinen Teilnehmenden sind nicht genannt.")));
    }
    const grave = data.gaps.features.filter((one) => one.properties.rank <= GRAVE).length;
    const some = [["grave", grave < data.gaps.features.length ?
      say("{title}: die {n} mit den meisten Personenstunden", { title: gapTitle(), n: number.format(grave) }) : gapTitle()]];
    if (grave < data.gaps.features.length) some.push(["slight", say("{title}: weitere", { title: gapTitle() })]);
    const ranked = some.map(([kind, text]) =>
      wrap("div", [element("span", "", `swatch ${kind}`), element("span", text)], "row"));
    box.append(...counted, ...ranked);
    shownWith(gaps, map, ranked);
    shownWith(rings, map, counted);
    if (data.missing) {
      box.append(element("p", sayCount("{n} Zeile ohne Ort fehlt.", "{n} Zeilen ohne Ort fehlen.", data.missing)));
    };
    box.append(notesOf(data));
  }

  function caption() {
    return say("Anteil der {who} je Kreis, die in höchstens {minutes} Minuten, {mode}, ein Angebot erreichen (geschätzt)",
      { who: data.who, minutes: number.format(view.minutes), mode: view.mode });
  }
}
