/** @param {string} said */
function topicsOf(said) {
  return said.split(/[;,]/).map((word) => word.trim()).filter(Boolean);
}

/** @type {Map<string, Set<string>>} */
const topicWords = new Map();

/** @param {string} [said] @returns {Set<string>} */
function wordsOf(said = "") {
  // Topics in lower case; many offers say the same.
  const known = topicWords.get(said) || new Set(topicsOf(said).map((word) => word.toLowerCase()));
  topicWords.set(said, known);
  return known;
}

/** @param {Offer[]} spots @returns {Choice[]} */
function topicChoices(spots) {
  // Upper and lower case are the same; the first spelling is shown.
  const topics = new Map();
  const said = [...new Set(spots.map((spot) => spot.topics || ""))];
  said.forEach((one) => topicsOf(one).forEach((word) => {
    if (!topics.has(word.toLowerCase())) topics.set(word.toLowerCase(), word);
  }));
  /** @type {Choice[]} */
  const choices = [...topics].sort(([a], [b]) => a.localeCompare(b, "de"))
    .map(([key, text]) => ({ text, key, fits: (spot) => wordsOf(spot.topics).has(key) }));
  return choices.length && said.some((one) => !wordsOf(one).size) ?
    [...choices, { text: say("ohne Angabe"), key: null, fits: (spot) => !wordsOf(spot.topics).size }] : choices;
}

/** @param {Offer[]} spots @param {[number, number][]} ages @returns {Choice[]} */
function ageChoices(spots, ages) {
  /** @type {(spot: Offer, low: number, high: number) => unknown} */
  const takes = (spot, low, high) => (spot.age_min || spot.age_max) &&
    Number(spot.age_min || 0) <= high && Number(spot.age_max || Infinity) >= low;
  return ages.filter(([low, high]) => spots.some((spot) => takes(spot, low, high)))
    .map(([low, high]) => ({ text: say("{low} bis {high} Jahre", { low, high }), key: `${low}-${high}`,
      fits: (spot) => Boolean(takes(spot, low, high)) }));
}

/** @param {string} title @param {Choice[]} choices @param {(one: Choice) => boolean} follows @param {Act<Choice | null>} act */
function select(title, choices, follows, act) {
  // Choices by which the shares of areas change come first, where there are others.
  const menu = document.createElement("select");
  const [full, spots] = [true, false].map((wanted) => choices.filter((one) => follows(one) === wanted));
  const option = (/** @type {Choice} */ one) => element("option", one.text);
  const parted = full.length && spots.length;
  menu.append(element("option", say("alle")), ...parted ? [
    attached(wrap("optgroup", full.map(option)), { label: say("ändert Farben und Punkte") }),
    attached(wrap("optgroup", spots.map(option)), { label: say("ändert nur Punkte") })] : choices.map(option));
  const order = parted ? [...full, ...spots] : choices;
  menu.addEventListener("change", () => act(menu.selectedIndex ? order[menu.selectedIndex - 1] : null));
  return { label: wrap("label", [element("span", title), menu], "select"), menu };
}

/** @param {L.Map} map @param {FilteredShares[]} filtered @param {Features<KreisViews>} kreise @param {() => void} act */
function followFilters(map, filtered, kreise, act) {
  // Shares for some of the offers take the place of those for all, where the study has them.
  const panels = panelsOf(map);
  panels.filtered.push(...filtered);
  const all = kreise.features.map(({ properties }) => properties.views);
  /** @type {FilteredShares | undefined} */
  let found;
  map.on("mintgeofilter", () => {
    const { topic, age } = panels.filter;
    found = topic || age ? filtered.find((one) => sameFilter(one, topic && topic.key, age && age.key)) : undefined;
    panels.followed ||= Boolean(found);
    kreise.features.forEach((one, position) => { one.properties.views = all[position]; });
    if (found) replaceViews(found, kreise);
    act();
  });
  return () => found ? [panels.filter.topic, panels.filter.age].flatMap((one) => one ? [one.text] : []).join(", ") : "";
}

/** @param {FilteredShares} filtered @param {Features<KreisViews>} kreise */
function replaceViews({ views }, kreise) {
  // [number of the Kreis, class and doubt, bounds in parts of ten thousand, …] where they are not nothing at all.
  kreise.features.forEach(({ properties }) => { properties.views = {}; });
  Object.entries(views).forEach(([key, told]) => {
    kreise.features.forEach(({ properties }) => { properties.views[key] = [0, 0, 0, 0]; });
    for (let i = 0; i < told.length; i += 4) {
      const [position, kind, low, high] = told.slice(i, i + 4);
      const { properties } = kreise.features[position];
      if (kind < 0) delete properties.views[key];
      else properties.views[key] = [kind >> 1, kind & 1, low / 1e4, high / 1e4];
    }
  });
}

/** @param {FilteredShares} one @param {string | null} topic @param {string | null} age */
function sameFilter(one, topic, age) {
  return (one.topic && one.topic.toLowerCase()) === (topic || null) && one.age === (age || null);
}
