themes.change = (theme, map, data) => {
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const points = (/** @type {number} */ share) => signed.format(100 * share).replace("-", "−");
  let view = firstOf(data.views);
  const { kreise, restyle } = kreiseOf(map, data, () => view, kreisSentence);
  [kreise, landBorders(map, data.borders)].forEach((layer) => theme.addLayer(layer));
  return { title: say("Ansicht"), control, legend, told: { kreise },
    finds: () => areaFinds(map, kreise, say("Kreis"), kreisSentence) };

  /** @param {ChangeKreis} kreis */
  function kreisSentence(kreis) {
    const found = kreis.views[view.key];
    const name = element("strong", kreis.name);
    if (!found) return sentence(say("{name}: keine Angabe."), { name });
    const [, , change, gained, lost, low, high] = found;
    if (!gained && !lost) return sentence(say("{name}: unverändert ({view})."), { name, view: view.label });
    const span = low === undefined ? points(change) :
      say("{low} bis {high}", { low: points(low), high: points(high || 0) });
    return sentence(
      say("{name}: {span} Prozentpunkte; {gained} {who} kommen hinzu, {lost} fallen weg ({view})."),
      { name, span, gained: rounded(gained), lost: rounded(lost), who: data.who, view: view.label });
  }

  /** @param {HTMLElement} box */
  function control(box) {
    viewChoices(box, say("Änderung des Anteils der {who}, die ein Angebot erreichen", data), data.views, view, (one) => {
      view = one;
      restyle();
      retell(map);
    });
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    box.append(element("p", say("{title}: Änderung des Anteils der {who}, die ein Angebot erreichen, in Prozentpunkten", data)));
    classRows(box, data, (position) => {
      const [low, high] = [data.classes[position - 1], data.classes[position]].map(points);
      return position === 0 ? say("unter {high}", { high }) : position === data.classes.length ?
        say("ab {low}", { low }) : say("{low} bis unter {high}", { low, high });
    });
  }
};
