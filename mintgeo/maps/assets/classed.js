/** @param {ThemeLayer} theme @param {{caption: string, classes: NamedClass[]}} data @param {L.Layer[][]} itemsOf @param {(group: L.FeatureGroup) => L.FeatureGroup} around @returns {Drawn} */
function classLayers(theme, data, itemsOf, around) {
  // A layer per class, each with a box and its number in the control, and a row in the legend.
  const entries = data.classes.map((kind, position) => ({ ...kind, shown: true, count: itemsOf[position].length,
    layer: around(L.featureGroup(itemsOf[position])) })).filter((one) => one.count);
  // The nearest lie on top.
  [...entries].reverse().forEach((one) => theme.addLayer(one.layer));
  const said = entries.map((one) => ({ ...one, name: `${one.name} (${number.format(one.count)})` }));
  return { title: say("Ebenen"), entries, listed: [], legend, told: {},
    control: (box) => listLayers(theme, box, said) };

  /** @param {HTMLElement} box */
  function legend(box) {
    box.append(element("p", data.caption));
    data.classes.forEach((one) => box.append(row(symbol(one), one.name)));
  }
}

/** @template T @param {{classes: NamedClass[]}} data @param {T[]} entries @param {(one: T) => number} classOf @param {(one: T) => L.Layer} make */
function byClass(data, entries, classOf, make) {
  /** @type {L.Layer[][]} */
  const made = data.classes.map(() => []);
  entries.forEach((one) => made[classOf(one)].push(make(one)));
  return made;
}
