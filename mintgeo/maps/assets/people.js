themes.people = (theme, map, data) => {
  const most = Math.max(...data.counts.map((one) => one.count || 1));
  fanOut(map, [...data.people, ...data.meeting]);
  const rings = L.layerGroup(data.counts.map(countCircle));
  const entries = [];
  if (data.counts.length) {
    entries.push({ name: named(say("Teilnehmende je Kreis"), data.counts), kind: "count", layer: rings,
      shown: !data.people.length });
  }
  if (data.people.length) {
    const spots = data.people.map((spot) => dot(spot, "person", narrow ? 9 : 12));
    entries.push({ name: named(say("Teilnehmende"), spots), kind: "person", layer: L.layerGroup(spots),
      shown: !data.quiet });
  }
  if (data.meeting.length) {
    const spots = data.meeting.map((spot) => dot(spot, "venue", narrow ? 10 : 13));
    entries.push({ name: say("Treffpunkt"), kind: "venue", layer: L.layerGroup(spots), shown: true });
    const lines = data.people.map((spot) => L.polyline([spot.at, data.meeting[0].at],
      { pane: pane(map, "airlines"), color: "#7b1fa2", weight: 1.2, interactive: false }));
    if (lines.length) {
      entries.push({ name: say("Luftlinien zum Treffpunkt"), layer: L.layerGroup(lines), shown: false });
    }
  }
  return { title: say("Ansicht und Ebenen"), entries, legend, told: {} };

  /** @param {number} count */
  function countRadius(count) {
    return Math.max(3, 20 * Math.sqrt(count / Math.max(most, 25)));
  }

  /** @param {CountCircle} one */
  function countCircle(one) {
    const marker = L.circleMarker(one.at, { pane: pane(map, "spots"), radius: countRadius(one.count), weight: 2,
      color: "#7b1fa2", fillColor: "#b980cc", fillOpacity: 1 });
    return tip(marker, () => countSentence(one));
  }

  /** @param {CountCircle} one */
  function countSentence(one) {
    const name = element("strong", one.name);
    if (one.rate === null) {
      return sentence(sayCount("{name}: {n} teilnehmende Person.", "{name}: {n} Teilnehmende.", one.count), { name });
    }
    const perPeople = rate(one.rate);
    if (one.about) {
      const n = number.format(one.count);
      return sentence(say("{name}: rund {n} Teilnehmende, etwa {rate} je {per}."), { name, n, rate: perPeople, per: data.per });
    }
    const said = one.small ?
      say("{name}: {n} Teilnehmende, {rate} je {per}. Zum Vergleichen zu wenige.") :
      say("{name}: {n} Teilnehmende, {rate} je {per}.");
    return sentence(said, { name, rate: perPeople, n: number.format(one.count), per: data.per });
  }

  /** @param {PersonSpot} spot @param {string} kind @param {number} size */
  function dot(spot, kind, size) {
    const icon = dotIcon(kind, { iconSize: [size, size],
      iconAnchor: L.point(size / 2, size / 2).subtract(beside(spot, size / 2)) });
    const mark = /** @type {HTMLElement} */ (icon.options.html);
    mark.style.width = mark.style.height = "100%";
    const home = [spot.postcode, spot.place].filter(Boolean).join(" ");
    const text = kind === "venue" ? say("Treffpunkt: {name}", spot) :
      home ? say("Teilnehmende aus {home}", { home }) : say("Teilnehmende aus unbekanntem Ort");
    return spoken(tip(L.marker(spot.at, { icon, pane: pane(map, "spots") }), () => text), text);
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    const counted = data.counts.length ? sizes(say("Teilnehmende je Kreis"), most, countRadius, "count") : [];
    if (data.counts.some((one) => one.about)) {
      counted.push(element("p", say("Zahlen gerundet und leicht verändert; Kreise mit wenigen oder keinen Teilnehmenden sind nicht genannt.")));
    }
    box.append(...counted);
    shownWith(theme, rings, counted);
  }
};
