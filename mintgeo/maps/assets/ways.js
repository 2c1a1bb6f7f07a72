themes.ways = (theme, map, data) => {
  let shown = 0;
  const joined = data.level !== "place";
  const thin = data.flows.length > 100 ? .8 : 2;
  const most = Math.max(20, ...data.flows.map((flow) => flow.people || 0));

  const lines = L.featureGroup();
  const middles = L.featureGroup();
  // Few people lie on top of many, near ones on top of far ones.
  [...data.flows].sort((a, b) => b.people - a.people || far(b) - far(a)).forEach(drawFlow);
  [lines, middles].forEach((group) => {
    tip(group, (layer) => flowText(layer.mintgeo), { sticky: group === lines });
    group.on("mouseover", (event) => { if (event.layer.mintgeo.line) event.layer.mintgeo.line.setStyle({ color: "#000" }); });
    group.on("mouseout", showView);
  });
  const entries = [
    { name: { place: say("Wohnorte"), kreis: say("Kreise"), area: say("Gebiete") }[data.level],
      layer: oneStop(middles, (layer) => layer.mintgeo.name || say("ein Ort")), shown: true },
    { name: say("Linien"), layer: lines, shown: true },
  ];
  [...entries].reverse().forEach((one) => theme.addLayer(one.layer));
  const venue = L.marker(data.venue.at, { pane: pane(map, "spots"), zIndexOffset: 1000,
    icon: dotIcon("venue", { iconSize: [14, 14] }) });
  const told = data.venue.name ? say("Treffpunkt: {name}", data.venue) : say("Treffpunkt");
  theme.addLayer(spoken(tip(venue, () => told), told));
  const classes = element("div", "", "classes");
  return { title: say("Ansicht und Ebenen"), entries, control, legend, told: { flows: data.flows },
    notice: !data.public && say("Nicht veröffentlichen: Diese Karte zeigt, woher einzelne Menschen kamen.") };

  /** @param {Flow} flow */
  function far(flow) {
    return map.distance(flow.at, data.venue.at);
  }

  /** @param {number} people */
  function width(people) {
    return thin + 7 * Math.sqrt(people / most);
  }

  /** @param {Flow} flow */
  function colour(flow) {
    const position = flow.classes[shown];
    return position === null ? "#6b7680" : data.palette[position];
  }

  /** @param {DrawnFlow} flow */
  function drawFlow(flow) {
    const style = { pane: pane(map, "spots"), color: "#fff", fillColor: colour(flow), fillOpacity: 1, weight: 1.5,
      radius: 3 + width(flow.people) / 2, className: "middle" };
    /** @type {(group: L.FeatureGroup, layer: L.Layer) => L.Layer} */
    const add = (group, layer) => {
      layer.mintgeo = flow;
      group.addLayer(layer);
      return layer;
    };
    flow.middle = add(middles, L.circleMarker(flow.at, style));
    const way = [flow.at, data.venue.at];
    add(lines, L.polyline(way, { pane: pane(map, "ways"), color: "#fff", weight: width(flow.people) + 1.5, interactive: false }));
    flow.line = add(lines, L.polyline(way, { pane: pane(map, "ways"), color: colour(flow), weight: width(flow.people),
      className: "flow" }));
  }

  function showView() {
    data.flows.forEach((/** @type {DrawnFlow} */ flow) => {
      flow.line.setStyle({ color: colour(flow) });
      flow.middle.setStyle({ color: "#fff", fillColor: colour(flow) });
    });
  }

  /** @param {Flow} flow */
  function flowText(flow) {
    const name = element("strong", flow.name || say("ein Ort"));
    const people = data.public ? say("rund {n} Personen", { n: number.format(flow.people) }) :
      sayCount("{n} Person", "{n} Personen", flow.people);
    return wrap("span", [name, `: ${[people, wayOf(flow)].filter(Boolean).join(", ")}.`]);
  }

  /** @param {Flow} flow */
  function wayOf(flow) {
    if (flow.classes[0] === null) return "";
    if (data.public) return say("{way} Luftlinie", { way: range(0, flow.classes[0]) });
    if (flow.under) return say("unter {n} km", { n: number.format(flow.under) });
    const values = { time: duration(flow.minutes || 0), way: kilometres(flow.km || 0), mode: data.mode };
    return joined ? say("im Median {time} {mode}, {way}", values) : say("{time} {mode}, {way}", values);
  }

  /** @param {number} minutes */
  function duration(minutes) {
    const [hours, rest] = [Math.floor(Math.round(minutes) / 60), Math.round(minutes) % 60];
    const parts = [hours && sayCount("{n} Stunde", "{n} Stunden", hours),
      (rest || !hours) && sayCount("{n} Minute", "{n} Minuten", rest)];
    return parts.filter(Boolean).join(" ");
  }

  /** @param {number} km */
  function kilometres(km) {
    return `${number.format(km < 10 ? km : Math.round(km))} km`;
  }

  /** @param {number} view @param {number} position */
  function range(view, position) {
    return classOf(data.views[view].limits, position, data.views[view].key);
  }

  /** @param {HTMLElement} box */
  function control(box) {
    const names = { time: say("Reisezeit"), way: say("Entfernung") };
    const views = data.views.length > 1 ? group(box, say("Farbe der Linien")) : null;
    if (views) data.views.forEach(({ key }, position) => {
      views.append(choice("radio", "mintgeo-ways", names[key], position === shown, () => {
        shown = position;
        showView();
        fillClasses();
      }));
    });
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    box.append(classes);
    fillClasses();
    const widths = [1, 5, 20, 50, 100, 500, 1000, 5000].filter((n) => n <= most && !(data.public && n < 10)).slice(-3);
    box.append(element("p", say("Breite: Zahl der Personen")));
    box.append(wrap("div", widths.flatMap((n) => {
      const line = element("span", "", "stroke");
      line.style.height = `${width(n)}px`;
      return [line, element("span", number.format(n))];
    }), "entry"));
    if (data.public) {
      box.append(element("p", say("Zahlen sind gerundet und leicht verändert, damit niemand zu erkennen ist. Kreise mit wenigen oder keinen Personen sind nicht genannt.")));
    }
    totals().forEach((text) => box.append(element("p", text)));
  }

  function fillClasses() {
    const title = data.public ? say("Luftlinie von der Mitte des Kreises zum Treffpunkt") :
      data.views[shown].key === "way" ? say("Entfernung zum Treffpunkt") :
        say("Reisezeit zum Treffpunkt, {mode} (geschätzt)", data);
    classes.replaceChildren(element("p", title, "view"));
    data.palette.forEach((shade, position) => {
      const line = element("span", "", "stroke");
      line.style.background = shade;
      const inside = data.flows.filter((flow) => flow.classes[shown] === position);
      const people = inside.reduce((sum, flow) => sum + flow.people, 0);
      const count = joined ? "" : ` (${number.format(people)})`;
      classes.append(row(line, `${range(shown, position)}${count}`));
    });
  }

  function totals() {
    const all = data.totals;
    if (data.public) {
      const texts = [say("Rund {n} Personen insgesamt.", { n: number.format(all.people) })];
      if (all.km !== undefined) {
        const way = all.km ? say("rund {way}", { way: kilometres(all.km) }) : say("1 km");
        texts.push(say("Etwa die Hälfte wohnt höchstens {way} Luftlinie entfernt.", { way }));
      }
      return texts;
    }
    const texts = [sayCount("{n} Person insgesamt.", "{n} Personen insgesamt.", all.people)];
    if (all.minutes !== undefined) {
      texts.push(say("Die Hälfte war höchstens {time} und {way} entfernt (Median).",
        { time: duration(all.minutes), way: kilometres(all.km || 0) }));
    }
    if (all.unplaced) texts.push(sayCount("{n} Person ohne Ort fehlt.", "{n} Personen ohne Ort fehlen.", all.unplaced));
    if (all.rest) {
      texts.push(sayCount("{n} Person ohne Weg oder außerhalb der Kreise fehlt.",
        "{n} Personen ohne Weg oder außerhalb der Kreise fehlen.", all.rest));
    }
    return texts;
  }
};
