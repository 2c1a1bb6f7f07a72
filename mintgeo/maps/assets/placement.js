themes.placement = (theme, map, data) => {
  const PAGE = 50;
  const rows = /** @type {Placed[]} */ (unpackSpots(data.spots));
  const sign = data.checks.length / rows.length;
  rows.forEach((row, position) => { row.check = data.checks.slice(position * sign, (position + 1) * sign); });
  const many = rows.length > 2000;
  /** @type {Map<string, Placed[]>} */
  const here = new Map();
  grouped(rows, (row) => String(row.at)).forEach((some) => here.set(String(some[0].at), some));

  const inRings = L.canvas({ pane: pane(map, "rings"), padding: .5 });
  const inSpots = many ? dotsOf(map) : L.svg({ pane: pane(map, "spots") });
  /** @type {L.Circle | null} */
  let ring = null;
  const hand = correcting(theme, map, data, { rows: [...rows, ...data.lost], titleOf });

  /** @type {Rows[]} */
  const layers = data.classes.map((kind) => {
    const inside = rows.filter((row) => kind.levels.includes(row.level));
    const marks = inside.map((row) => mark(row, kind));
    return { kind: kind, name: `${kind.name} (${number.format(inside.length)})`, shown: true, rows: inside,
      layer: oneTabStop(L.featureGroup(marks)) };
  }).filter((one) => one.rows.length);
  const rings = L.layerGroup(rows.filter((row) => row.radius).map((row) => circleOf(row, 1)));
  [...layers].reverse().forEach((one) => theme.addLayer(one.layer));
  theme.on("add", () => rows.filter((row) => row.rank).forEach((row) => row.marker.bringToFront()));
  map.on("tooltipopen popupopen", (/** @type {any} */ event) => {
    const source = (event.tooltip || event.popup)._source;
    const row = event.popup ? event.popup.mintgeo : source && source.mintgeo;
    if (here.has(String(row && row.at))) showRing(row);
  });
  map.on("tooltipclose popupclose", () => showRing(null));
  if (many) map.on("zoomend", () => rows.forEach((row) => row.marker.setRadius(size())));
  return { title: say("Zeilen"), entries: layers, listed: [], control, legend, told: { rows, open: openNote },
    notice: data.personal && say("Nicht veröffentlichen: Diese Karte zeigt einzelne Zeilen einer Liste von Menschen.") };

  function size() {
    return many ? Math.min(6, Math.max(2, map.getZoom() - 4)) : 6;
  }

  /** @param {Placed} row @param {ExactClass} kind */
  function mark(row, kind) {
    row.kind = kind;
    row.marker = new Mark(row.at, { pane: pane(map, "spots"), renderer: inSpots, radius: size(), form: kind.key,
      className: "spot", fillColor: kind.colour, fillOpacity: 1, color: row.rank ? "#000" : "#fff",
      weight: (row.rank ? 2.2 : 1) * (many ? .5 : 1) });
    row.marker.mintgeo = row;
    row.marker.mintgeoQuiet = true;
    return row.marker;
  }

  /** @param {L.FeatureGroup} group */
  function oneTabStop(group) {
    tip(group, (marker) => rowText(marker.mintgeo));
    group.on("click", (event) => openNote(event.layer.mintgeo));
    group.on("keypress", (event) => { if (event.originalEvent.key === "Enter") openNote(event.layer.mintgeo); });
    if (many) return group;
    return oneStop(group, (marker) => titleOf(marker.mintgeo), "button");
  }

  /** @param {Placed} row @param {number} weight */
  function circleOf(row, weight) {
    return L.circle(row.at, { radius: row.radius || 0, pane: pane(map, "rings"), renderer: inRings, interactive: false,
      color: row.kind.colour, weight, fill: false });
  }

  /** @param {Placed | null} row */
  function showRing(row) {
    if (ring) ring.remove();
    ring = row && row.radius ? circleOf(row, 2.5).addTo(map) : null;
  }

  /** @param {Placed} row */
  function hereWith(row) {
    return here.get(String(row.at)) || [];
  }

  /** @param {Correctable} row */
  function titleOf(row) {
    const title = say("Zeile {id}", row);
    return row.address ? `${title} (${row.address})` : title;
  }

  /** @param {Placed} row */
  function howExact(row) {
    const level = data.levels[row.level];
    return row.radius === null ? level :
      say("{level}, der wahre Ort liegt in 95 von 100 Fällen in {radius} Umkreis", { level: level, radius: metres(row.radius) });
  }

  /** @param {number} radius */
  function metres(radius) {
    if (radius < 950) return `${number.format(radius)} m`;
    return `${number.format(radius < 9950 ? Math.round(radius / 100) / 10 : Math.round(radius / 1000))} km`;
  }

  /** @param {Placed} row */
  function rowText(row) {
    const others = hereWith(row).length - 1;
    const more = others ? ` ${sayCount("{n} weitere Zeile liegt hier.", "{n} weitere Zeilen liegen hier.", others)}` : "";
    const note = row.note ? `; ${row.note}` : "";
    return wrap("span", [element("strong", titleOf(row)),
      `: ${howExact(row)}${note}.${more}`]);
  }

  /** @param {Placed} row */
  function openNote(row) {
    const others = hereWith(row).filter((one) => one !== row);
    const parts = [element("strong", titleOf(row)), element("p", `${howExact(row)}.`)];
    if (row.note) parts.push(element("p", row.note));
    if (hand.told(row)) parts.push(element("p", capital(hand.told(row))));
    parts.push(button(say("Berichtigen"), () => hand.open(row)));
    if (others.length) {
      const list = element("ul", "", "rows");
      others.slice(0, 10).forEach((one) => list.append(wrap("li", [button(titleOf(one), () => openNote(one))])));
      parts.push(element("p", sayCount("{n} weitere Zeile liegt hier.", "{n} weitere Zeilen liegen hier.", others.length)), list);
    }
    const popup = L.popup({ maxHeight: 260, className: "mintgeo-pop" }).setLatLng(row.at).setContent(wrap("div", parts));
    popup.mintgeo = row;
    popup.openOn(map);
  }

  /** @param {Placed} row */
  function goTo(row) {
    const shown = layers.find((one) => one.kind === row.kind);
    if (shown && !theme.hasLayer(shown.layer)) shown.box?.click();
    const radius = row.radius || 0;
    // Without tiles only the borders of Kreise tell where this is.
    const around = map.getContainer().classList.contains("with-tiles") ?
      Math.max(1.5 * radius, 400) : Math.max(3 * radius, 15000);
    map.fitBounds(L.latLng(row.at).toBounds(2 * around), { maxZoom: 15, animate: false });
    openNote(row);
  }

  /** @param {string} text @param {() => void} act */
  function button(text, act) {
    return action(text, act, "link");
  }

  /** @param {HTMLElement} box */
  function control(box) {
    const exact = group(box, say("Wie genau"));
    layers.forEach((one) => {
      const label = choice("checkbox", "level", one.name, true, (on) => {
        if (on) theme.addLayer(one.layer); else theme.removeLayer(one.layer);
      });
      one.box = label.querySelector("input");
      label.insertBefore(picture(one.kind, "#fff"), label.children[1]);
      exact.append(label);
    });
    exact.append(choice("checkbox", "rings", say("Umkreise"), false, (on) => {
      if (on) theme.addLayer(rings); else theme.removeLayer(rings);
    }));
    const doubtful = rows.filter((row) => row.rank).sort((a, b) => a.rank - b.rank);
    rowList(box, sayCount("{n} Zeile zum Nachsehen", "{n} Zeilen zum Nachsehen", doubtful.length), doubtful,
      (row) => [button(titleOf(row), () => goTo(row)), element("span", row.note)]);
    rowList(box, sayCount("{n} Zeile ohne Ort", "{n} Zeilen ohne Ort", data.lost.length), data.lost,
      (row) => [button(titleOf(row), () => hand.open(row)), element("span", row.note)]);
    box.append(hand.box);
  }

  /** @template T @param {HTMLElement} box @param {string} title @param {T[]} entries @param {(one: T) => Child[]} fill */
  function rowList(box, title, entries, fill) {
    if (!entries.length) return;
    const list = element("ul", "", "rows");
    const folded = wrap("details", [element("summary", title), list], "folded");
    folded.open = !narrow;
    const more = button("", () => {
      const first = list.children.length;
      append();
      const fresh = /** @type {HTMLElement} */ (list.children[first]);
      (fresh.querySelector("button") || fresh).focus();
    });
    const append = () => {
      const start = list.children.length;
      entries.slice(start, start + PAGE).forEach((row) => list.append(wrap("li", fill(row))));
      const left = entries.length - list.children.length;
      more.textContent = sayCount("{n} weitere Zeile zeigen", "{n} weitere Zeilen zeigen", left);
      more.hidden = !left;
    };
    append();
    folded.append(more);
    box.append(folded);
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    const all = rows.length + data.lost.length;
    box.append(element("p", sayCount("{placed} von {n} Zeile hat einen Ort.", "{placed} von {n} Zeilen haben einen Ort.", all,
      { placed: number.format(rows.length) })));
    layers.forEach((one) => box.append(row(picture(one.kind, "#fff"), one.kind.name)));
    if (rows.some((row) => row.rank)) {
      box.append(row(picture({ key: "place", colour: "#fff" }, "#000"), say("schwarzer Rand: zum Nachsehen")));
    }
    box.append(row(element("span", "", "dot corrected"), say("blauer Ring: berichtigt oder bestätigt")));
    box.append(element("p", say("Umkreis einer Zeile: Darin liegt der wahre Ort in 95 von 100 Fällen.")));
  }
};

/** @type {Record<ExactClass["key"], number[][]>} */
const FORMS = {
  // Corners of each class around its middle, for a radius of 1; areas look alike.
  address: Array.from({ length: 20 }, (_, i) => [Math.cos(i * Math.PI / 10), Math.sin(i * Math.PI / 10)]),
  street: [[-.9, -.9], [.9, -.9], [.9, .9], [-.9, .9]],
  place: [[0, -1.25], [1.2, .85], [-1.2, .85]],
  rough: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
};

/** @type {MakeMarker} */
const Mark = L.CircleMarker.extend({
  // A marker in the form of its class, on a canvas as well as in SVG.
  _updatePath() {
    const { _renderer: renderer, _point: middle, _radius: radius } = this;
    const corners = FORMS[/** @type {ExactClass["key"]} */ (this.options.form)];
    const at = corners.map(([x, y]) => [middle.x + x * radius, middle.y + y * radius]);
    if (!renderer._ctx) return renderer._setPath(this, this._empty() ? "M0 0" : `M${at.join("L")}z`);
    if (!renderer._drawing || this._empty()) return;
    renderer._ctx.beginPath();
    at.forEach(([x, y]) => renderer._ctx.lineTo(x, y));
    renderer._ctx.closePath();
    renderer._fillStroke(renderer._ctx, this);
  },
});

/** @param {{key: ExactClass["key"], colour: string}} kind @param {string} line */
function picture(kind, line) {
  const points = FORMS[kind.key].map(([x, y]) => `${6.5 * x},${6.5 * y}`).join(" ");
  return drawn("svg", { viewBox: "-10 -10 20 20", width: 16, height: 16, "aria-hidden": "true", class: "picture" },
    [drawn("polygon", { points, fill: kind.colour, stroke: line,
      "stroke-width": line === "#fff" ? 1 : 2.5 })]);
}
