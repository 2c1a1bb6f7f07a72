const CLOSE = 11;
const SAME_M = 100;
const IN_FORM = "#0b5394";

// What somebody decides of the rows of a list: kept in the page, drawn, listed, saved as a file.
/** @param {ThemeLayer} theme @param {L.Map} map @param {Data<"placement">} data @param {Correcting} list */
function correcting(theme, map, data, list) {
  /** @type {Map<Correctable, Made>} */
  const made = new Map();
  const drawnOn = L.layerGroup();
  const card = element("section", "", "correcting");
  const status = element("p", "", "status");
  status.setAttribute("role", "status");
  const [listed, save] = [element("ul", "", "rows"), action(say("{file} speichern", { file: data.file.name }), download)];
  const title = element("summary", "");
  const box = wrap("details", [title, listed, save, status], "made");
  /** @type {Editing | null} */
  let editing = null;
  let saved = true;
  list.rows.forEach((row) => {
    const was = data.was[row.was - 1];
    if (was && row.at) made.set(row, { ...was, at: row.at });
  });
  theme.addLayer(drawnOn);
  theme.on("remove", close);
  L.DomEvent.disableClickPropagation(card);  // its buttons are gone before Leaflet asks where they are
  window.addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
  refresh();
  return { open, box, of: (/** @type {Correctable} */ row) => made.get(row), told: decisionText };

  /** @param {Correctable} row */
  function open(row) {
    close();
    map.closePopup();
    const before = made.get(row);
    const at = before?.at || row.at || /** @type {Latlng} */ ([map.getCenter().lat, map.getCenter().lng]);
    const handle = handleAt(at);
    const [where, note] = [field(say("Breite, Länge")), field(say("Notiz (freiwillig)"))];
    note.input.value = before?.note || "";
    note.input.maxLength = 200;
    const take = action(say("Übernehmen"), keep);
    take.disabled = true;
    editing = { row, handle, decision: null, place: "", where: where.input, note: note.input, take };
    where.input.addEventListener("change", typed);
    note.input.addEventListener("input", () => {
      if (before && !editing?.decision) choose(before.decision, before.place);
    });
    const choices = (data.choices[row.choice - 1] || []).filter((one) => !row.at || map.distance(one.at, row.at) > SAME_M);
    const parts = [element("strong", list.titleOf(row)), ...row.note ? [element("p", row.note)] : []];
    if (row.at) parts.push(action(say("Stimmt so"), right));
    if (choices.length) parts.push(among(choices));
    parts.push(element("p", say("Nadel ziehen, mit den Pfeiltasten verschieben oder Koordinaten eingeben:")),
      action(say("Nadel bewegen"), () => handle.getElement()?.focus()), where.label, note.label, wrap("div", [take,
        ...before ? [action(say("Zurücknehmen"), undo)] : [], action(say("Abbrechen"), close)], "actions"));
    card.replaceChildren(...parts);
    card.tabIndex = -1;
    card.setAttribute("aria-label", say("Zeile berichtigen"));
    const { control } = panelsOf(map);
    control.children[0].after(card);
    control.classList.add("editing");
    control.open = true;
    control.scrollTop = 0;
    if (before || row.at) show(at, Math.max(map.getZoom(), CLOSE));
    else showAll(choices.map((one) => one.at), handle);
    tellWhere();
    card.focus();
  }

  /** @param {Latlng} at */
  function handleAt(at) {
    const mark = /** @type {any} */ (drawn("svg", { viewBox: "-22 -22 44 44", width: 44, height: 44, "aria-hidden": "true" }, [
      drawn("circle", { r: 14, fill: "#fff", "fill-opacity": .35, stroke: IN_FORM, "stroke-width": 4 }),
      drawn("path", { d: "M-20 0H-5M5 0H20M0-20V-5M0 5V20", stroke: IN_FORM, "stroke-width": 2.5 }),
      drawn("circle", { r: 2, fill: IN_FORM })]));
    const icon = L.divIcon({ className: "mintgeo handle", iconSize: [44, 44], iconAnchor: [22, 22], html: mark });
    const label = say("Nadel: Pfeiltasten verschieben sie, mit der Umschalttaste in kleinen Schritten, die Eingabetaste übernimmt");
    const handle = handleOn(map, at, icon, label, () => choose("moved")).addTo(map);
    handle.getElement()?.addEventListener("keydown", pressed);
    return handle;
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    L.DomEvent.stop(event);
    if (event.key === "Escape") close(); else keep();
  }

  /** @param {Decision} decision @param {string} [place] */
  function choose(decision, place = "") {
    if (!editing) return;
    Object.assign(editing, { decision, place });
    editing.take.disabled = false;
    tellWhere();
  }

  function tellWhere() {
    if (!editing) return;
    editing.where.value = roundedAt(editing.handle).map((one) => one.toFixed(5)).join(", ");
    editing.where.setCustomValidity("");
  }

  function typed() {
    if (!editing) return;
    const at = pointOf(editing.where.value);
    const inside = at && L.latLngBounds(data.file.bounds).contains(at);
    editing.where.setCustomValidity(inside ? "" : say("Das sind keine Breite und Länge in oder um Deutschland, wie 53.55341, 9.99268."));
    editing.take.disabled = !inside;
    if (!inside) return void editing.where.reportValidity();
    editing.handle.setLatLng(/** @type {Latlng} */ (at));
    show(/** @type {Latlng} */ (at), map.getZoom());
    choose("moved");
  }

  /** @param {CandidateSpot[]} choices */
  function among(choices) {
    const items = choices.map((one) => wrap("li", [action(one.name, () => {
      editing?.handle.setLatLng(one.at);
      show(one.at, Math.max(map.getZoom(), CLOSE));
      choose("chosen", one.name);
    })]));
    return wrap("div", [element("p", say("Gemeint ist:")), wrap("ul", items, "rows")]);
  }

  function right() {
    if (!editing || !editing.row.at) return;
    editing.handle.setLatLng(editing.row.at);
    choose("right");
    keep();
  }

  function keep() {
    if (!editing || !editing.decision || editing.take.disabled) return;
    const { row, decision, place, handle, note } = editing;
    made.set(row, { decision, place, at: roundedAt(handle), note: note.value.trim(), date: today() });
    changed();
  }

  function undo() {
    if (editing) made.delete(editing.row);
    changed();
  }

  function changed() {
    saved = false;
    close();
    status.textContent = say("Noch nicht gespeichert.");
    box.open = true;
    refresh();
    save.focus();
  }

  function close() {
    if (!editing) return;
    editing.handle.remove();
    card.remove();
    panelsOf(map).control.classList.remove("editing");
    editing = null;
    map.getContainer().focus({ preventScroll: true });
  }

  function refresh() {
    const entries = list.rows.filter((row) => made.has(row));
    title.textContent = sayCount("{n} Korrektur", "{n} Korrekturen", entries.length);
    box.hidden = !entries.length && saved;
    box.open = box.open || entries.length > 0 && !narrow;
    listed.replaceChildren(...entries.map((row) => wrap("li",
      [action(list.titleOf(row), () => open(row), "link"), element("span", decisionText(row))])));
    drawnOn.clearLayers();
    entries.forEach(draw);
  }

  /** @param {Correctable} row */
  function draw(row) {
    const { at } = /** @type {Made} */ (made.get(row));
    if (row.at && map.distance(row.at, at) > 1) {
      drawnOn.addLayer(L.polyline([row.at, at], { pane: pane(map, "rings"), renderer: L.svg({ pane: pane(map, "rings") }),
        color: IN_FORM, weight: 2, dashArray: "4 4", interactive: false }));
    }
    drawnOn.addLayer(L.circleMarker(at, { pane: pane(map, "rings"), renderer: L.svg({ pane: pane(map, "rings") }), radius: 10,
      color: IN_FORM, weight: 3, fill: false, interactive: false, className: "corrected" }));
  }

  /** @param {Correctable} row */
  function decisionText(row) {
    const one = made.get(row);
    if (!one) return "";
    if (one.decision === "right") return say("als richtig bestätigt");
    return one.decision === "chosen" ? say("als „{place}“ bestimmt", one) : say("an eine andere Stelle gesetzt");
  }

  function download() {
    saveFile(data.file.name, "text/csv;charset=utf-8", text());
    saved = true;
    status.textContent = say("Gespeichert, wo Ihr Browser Downloads ablegt. Die Datei ist vertraulich wie die Liste.");
  }

  function text() {
    const rows = list.rows.filter((row) => made.has(row)).map((row) => {
      const { decision, at, place, date, note } = /** @type {Made} */ (made.get(row));
      const [lat, lon] = at.map((one) => one.toFixed(5).replace(".", ","));
      return [data.file.kind, String(row.id), row.check, data.file.decisions[decision], lat, lon, place, date, note];
    });
    return `\ufeff${[data.file.header, ...rows].map((cells) => cells.map(cellOf).join(";")).join("\r\n")}\r\n`;
  }

  /** @param {Latlng[]} choices @param {L.Marker} handle */
  function showAll(choices, handle) {
    const { x, y } = map.getSize();
    const paddingTopLeft = L.point(20, narrow ? y / 2 : 20);
    if (choices.length) map.fitBounds(L.latLngBounds(choices), { maxZoom: CLOSE, animate: false, paddingTopLeft });
    handle.setLatLng(map.containerPointToLatLng([x / 2, narrow ? .7 * y : y / 2]));
  }

  /** @param {Latlng} at @param {number} zoom */
  function show(at, zoom) {
    // On a phone the panel lies on the upper half.
    map.setView(at, zoom, { animate: false });
    if (narrow) map.panBy([0, -map.getSize().y / 5], { animate: false });
  }
}

/** @param {string} text @returns {Latlng | null} */
function pointOf(text) {
  // As maps give them (53.55, 9.99) or as they are written in German (53,55; 9,99).
  const found = /^\s*(\d{1,2}(?:[.,]\d+)?)°?\s*(?:[;/]|,?\s|,)\s*(\d{1,2}(?:[.,]\d+)?)°?\s*$/.exec(text);
  return found && [Number(found[1].replace(",", ".")), Number(found[2].replace(",", "."))];
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
}

/** @param {string} text */
function cellOf(text) {
  // As mintgeo/_csv.py: no spreadsheet takes it for a formula, and reading takes the sign away again.
  const begins = /(?:^|[,;|\t\r\n])[\s"\ufeff\u200b-\u200f\u2060]*/.source;
  const plain = /[+-][\s(.]*\d[\d\s.,()]*[%€]?\s*(?:$|[,;|\t\r\n])/.source;
  const formula = new RegExp(`(${begins})(?!${plain})('*[=+@＝＋－＠-])(?=.)`, "gs");
  return `"${text.replace(/\s+/g, " ").replace(formula, "$1'$2").replace(/"/g, '""')}"`;
}
