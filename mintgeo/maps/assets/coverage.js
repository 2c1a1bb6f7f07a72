themes.coverage = (theme, map, data) => {
  let view = firstOf(data.views);
  const caption = element("p", "", "view");
  const { kreise, restyle } = kreiseOf(map, data, () => view, kreisSentence);
  theme.addLayer(kreise);
  const areas = L.layerGroup();
  const reached = row(swatch("", "dotted"), "");
  const entries = [];
  if (data.areas.features.length) {
    areas.on("add remove", showAreas);
    entries.push({ name: capital(say("von hier wird ein Angebot erreicht")), kind: "area", layer: areas, shown: false });
  }
  if (data.borders.features.length) {
    entries.push({ name: say("Grenzen der Länder"), layer: landBorders(map, data.borders), shown: true });
  }
  const filterText = followFilters(map, data.filtered, data.kreise, showView);
  return { title: say("Ansicht und Ebenen"), entries, control, legend, told: { kreise },
    finds: () => areaFinds(map, kreise, data.borders.features.length ? say("Kreis") : say("Gebiet"), kreisSentence) };

  function showView() {
    restyle();
    caption.textContent = captionText();
    retell(map);
  }

  function showAreas() {
    const now = data.areas.features.filter((one) => one.properties.view === view.key);
    areas.clearLayers();
    now.forEach((one) => areas.addLayer(areasOf(map, "reached", one, { interactive: false,
      style: { color: "#1b2733", weight: 1.2, fillColor: DOTS, fillOpacity: 1, className: "area" } })));
    reached.children[1].textContent = now.length ?
      say("Von hier wird in höchstens {minutes} Minuten, {mode}, ein Angebot erreicht",
        { minutes: number.format(view.minutes), mode: view.mode }) :
      say("Zu dieser Ansicht gibt es keine Flächen");
  }

  /** @param {ShareKreis} kreis */
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

  /** @param {HTMLElement} box */
  function control(box) {
    viewChoices(box, say("Anteil der {who}, die ein Angebot erreichen", data), data.views, view, (one) => {
      view = one;
      showView();
      showAreas();
    });
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    caption.textContent = captionText();
    box.append(caption);
    classRows(box, data, (position) => shareClass(data.classes, position));
    reached.classList.add("reached");
    box.append(reached);
    shownWith(theme, areas, [reached]);
  }

  function captionText() {
    const said = say("Anteil der {who} {per}, die in höchstens {minutes} Minuten, {mode}, ein Angebot erreichen (geschätzt)",
      { who: data.who, per: data.per, minutes: number.format(view.minutes), mode: view.mode });
    const offers = filterText();
    return offers ? say("{said}; nur Angebote zu „{offers}“", { said, offers }) : said;
  }
};
