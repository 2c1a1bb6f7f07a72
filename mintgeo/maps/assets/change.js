function drawSized(map, data) {
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const points = (share) => signed.format(100 * share).replace("-", "−");
  makePatterns(data.palette);
  let view = data.views.find((one) => one.first);

  ["kreise", "borders"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 410 + 10 * position;
  });
  map.getPane("borders").style.pointerEvents = "none";
  const kreise = oneStop(L.geoJSON(data.kreise, {
    pane: "kreise", style: kreisStyle,
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(() => kreisSentence(feature.properties), { sticky: true });
    },
  }), (layer) => layer.feature.properties.name);
  const borders = L.geoJSON(data.borders, { pane: "borders", interactive: false,
    style: { color: "#37434e", weight: 1.4, fill: false } });
  const control = addPanel(map, "topright", "panel control", say("Ansicht"), fillControl);
  const legend = addPanel(map, "bottomleft", "panel legend", say("Legende"), fillLegend);
  finish(map, data, kreise.getBounds(), legend, control);
  [kreise, borders].forEach((layer) => layer.addTo(map));
  window.mintgeo = { map: map, kreise: kreise, layers: [] };

  function kreisStyle(feature) {
    const found = feature.properties.views[view.key];
    return { color: "#aeb8c0", weight: .5, fillOpacity: 1, className: "kreis",
      fillColor: found ? classFill(data.palette, ...found) : HATCH };
  }

  function kreisSentence(kreis) {
    const found = kreis.views[view.key];
    const name = element("strong", kreis.name);
    if (!found) return sentence(say("{name}: keine Angabe."), { name });
    const [, , change, gained, lost, low, high] = found;
    if (!gained && !lost) return sentence(say("{name}: unverändert ({view})."), { name, view: view.label });
    const span = low === undefined ? points(change) :
      say("{low} bis {high}", { low: points(low), high: points(high) });
    return sentence(
      say("{name}: {span} Prozentpunkte; {gained} {who} kommen hinzu, {lost} fallen weg ({view})."),
      { name, span, gained: rounded(gained), lost: rounded(lost), who: data.who, view: view.label });
  }

  function fillControl(box) {
    viewChoices(box, say("Änderung des Anteils der {who}, die ein Angebot erreichen", data), data.views, view, (one) => {
      view = one;
      kreise.setStyle(kreisStyle);
    });
  }

  function fillLegend(box) {
    box.append(element("p", say("{title}: Änderung des Anteils der {who}, die ein Angebot erreichen, in Prozentpunkten", data)));
    data.palette.forEach((colour, position) => {
      const swatch = element("span", "", "swatch");
      swatch.style.background = colour;
      const [low, high] = [data.classes[position - 1], data.classes[position]].map(points);
      const text = position === 0 ? say("unter {high}", { high }) : position === data.classes.length ?
        say("ab {low}", { low }) : say("{low} bis unter {high}", { low, high });
      box.append(wrap("div", [swatch, element("span", text)], "row"));
    });
    if (data.kreise.features.some((one) => Object.values(one.properties.views).some(([, doubtful]) => doubtful))) {
      box.append(doubtRow(data.palette));
    }
    if (data.kreise.features.some((one) => !data.views.every(({ key }) => key in one.properties.views))) {
      box.append(wrap("div", [element("span", "", "swatch hatch"), element("span", say("keine Angabe"))], "row"));
    }
    box.append(notesOf(data));
  }
}
