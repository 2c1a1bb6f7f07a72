const GRAVE = 25;

themes.gaps = (theme, map, data) => {
  // Red dots, dense or sparse, let the colours below be what their legend says.
  makePatterns();
  const all = data.gaps.features;
  const title = data.rural ? say("Ländliche Räume ohne Angebot") : say("Räume ohne Angebot");
  const gaps = oneStop(areasOf(map, "gaps", data.gaps, { style,
    onEachFeature: (feature, layer) => tip(layer, () => gapSentence(feature.properties), { sticky: true }) }),
    (layer) => layer.feature.properties.name);
  theme.addLayer(gaps);
  return { title: say("Ansicht und Ebenen"), legend, told: {}, finds,
    whole: { name: named(title, all), colour: "#cb181d", layer: gaps, shown: true } };

  function finds() {
    return areaFinds(map, gaps, title, gapSentence).map((one) => ({ ...one, order: 4, go: () => {
      if (!map.hasLayer(theme)) theme.addTo(map);
      one.go();
    } }));
  }

  /** @param {any} feature */
  function style(feature) {
    const grave = feature.properties.rank <= GRAVE;
    return { color: "#a50f15", weight: grave ? 1.5 : .75, fillColor: grave ? GRAVE_DOTS : SLIGHT_DOTS, fillOpacity: 1,
      className: grave ? "gap grave" : "gap" };
  }

  /** @param {GapArea} area */
  function gapSentence(area) {
    const said = area.extra_min === null ?
      say("{name}: Rang {rank} von {all} nach Personenstunden. Hier wohnen {people} {who}, weiter als die Suchgrenze ({kreise}).") :
      say("{name}: Rang {rank} von {all} nach Personenstunden. Hier wohnen {people} {who}, im Median {minutes} Minuten jenseits der Schwelle ({kreise}).");
    const [low, high] = [area.population_low, area.population_high];
    const people = low === undefined ? rounded(area.population) : roundedSpan(low, /** @type {number} */ (high));
    const told = sentence(said, { name: element("strong", area.name), rank: number.format(area.rank), who: data.who,
      all: number.format(all.length), people, minutes: number.format(area.extra_min || 0), kreise: area.kreise });
    return area.established === false ?
      wrap("span", [told, " ", element("strong", say("Nicht belegt."))]) : told;
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    const grave = all.filter((one) => one.properties.rank <= GRAVE).length;
    box.append(row(swatch("", "grave"), grave < all.length ?
      say("{title}: die {n} mit den meisten Personenstunden", { title, n: number.format(grave) }) : title));
    if (grave < all.length) box.append(row(swatch("", "slight"), say("{title}: weitere", { title })));
  }
};
