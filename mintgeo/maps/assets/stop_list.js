// The panel of a plan that is tried: whom it reaches, its stops, and what can be done with it.

/** @param {Data<"what_if">} data @param {Cover} cover @param {TrialActs} acts */
function trialPanel(data, cover, acts) {
  const sum = (/** @type {Iterable<number>} */ parts) => [...parts].reduce((a, b) => a + b, 0);
  const all = sum(data.residents);
  const had = sum(cover.had);
  const status = attached(element("p", "", "status"), { role: "status" });
  const [table, list, areas] = [element("table", "", "shares"), element("ul", "", "rows"), element("table", "", "shares areas")];
  const title = element("summary", "");
  const rough = element("p", say("–: Die Punkte sind für einen Anteil zu grob."));
  const folded = wrap("details", [title, list], "folded");
  const kreise = wrap("details", [element("summary", say("Nach Kreisen")), areas, rough], "folded");
  /** @type {Map<Trial, { item: HTMLElement, told: HTMLElement, turn: HTMLButtonElement, go: HTMLButtonElement }>} */
  const rows = new Map();
  /** @type {HTMLButtonElement[]} */
  let [back, restore] = [];
  kreise.hidden = data.kreise.every((name) => !name);
  kreise.addEventListener("toggle", byKreis);
  folded.open = !narrow;
  return { control, refresh, rename: rowOf, people, percentOf };

  /** @param {HTMLElement} box */
  function control(box) {
    back = action(say("Rückgängig"), acts.undo);
    restore = action(say("Plan der Rechnung"), acts.restore);
    box.append(table, status, wrap("div", [action(say("Neuer Halt"), acts.add), back, restore,
      ...data.others.map((_, at) => action(say("Alternative {number}", { number: at + 1 }), () => acts.other(at))),
      action(say("Alle aus"), acts.clear), action(say("Plan speichern"), acts.save)], "acts"), folded, kreise);
  }

  /** @param {number} parts */
  function people(parts) {
    return rounded(parts / data.scale);
  }

  /** @param {number} parts */
  function percentOf(parts) {
    return percent(all ? parts / all : 0, 1);
  }

  /** @param {Trial[]} some @param {number} planned @param {{ changed: boolean, undoable: boolean, told: string }} now */
  function refresh(some, planned, now) {
    // Shares of no, of these and of the computed stops; the rows of stops stay what they are, for the focus.
    const gained = sum(cover.gained);
    const on = some.filter((one) => one.on);
    const guessed = on.some((one) => one.added);
    const stops = sayCount("mit {n} Halt", "mit {n} Halten", on.length);
    const lines = [
      [say("ohne Halte"), people(had), percentOf(had)],
      [guessed ? say("{text}, geschätzt", { text: stops }) : stops, people(had + gained), percentOf(had + gained)],
      [say("Gewinn"), people(gained), say("{number} Pkt.", { number: change(all ? 100 * gained / all : 0, 1) })],
      ...now.changed ? [[say("Plan der Rechnung"), people(had + planned), percentOf(had + planned)]] : [],
    ];
    table.replaceChildren(headOf(["", capital(data.who), say("Anteil")]), ...lines.map(lineOf));
    table.setAttribute("aria-label", say("Wen die Halte erreichen"));
    status.textContent = now.told;
    title.textContent = sayCount("{n} Halt", "{n} Halte", on.length);
    back.disabled = !now.undoable;
    restore.disabled = !now.changed;
    rows.forEach(({ item }, one) => { if (!some.includes(one)) item.remove(); });
    some.forEach((one) => rowOf(one));
    byKreis();
  }

  /** @param {Trial} stop */
  function rowOf(stop) {
    if (!rows.has(stop)) {
      const [go, told] = [action("", () => acts.go(stop), "link"), element("span", "")];
      const turn = action("", () => acts.toggle(stop));
      rows.set(stop, { item: wrap("li", [wrap("div", [go, told]), turn], "stop"), told, turn, go });
    }
    const { item, told, turn, go } = /** @type {any} */ (rows.get(stop));
    if (!item.isConnected) list.append(item);
    go.textContent = `${stop.number}. ${stop.name}`;
    told.textContent = stop.on ? say("nur dieser: {people}", { people: people(cover.alone(stop.runs, true)) }) : say("aus");
    turn.textContent = stop.on ? say("aus") : say("ein");
    attach(turn, { "aria-label": stop.on ? say("{name} ausschalten", stop) : say("{name} einschalten", stop) });
  }

  function byKreis() {
    if (!kreise.open) return;
    const share = (/** @type {number} */ parts, /** @type {number} */ at) =>
      data.residents[at] && !data.coarse.includes(at) ? percent(parts / data.residents[at], 1) : "–";
    rough.hidden = !data.coarse.length;
    areas.replaceChildren(headOf([say("Kreis"), say("ohne"), say("mit")]), ...data.kreise.map((name, at) =>
      lineOf([name, share(cover.had[at], at), share(cover.had[at] + cover.gained[at], at)])));
  }
}

/** @param {string[]} cells */
function headOf(cells) {
  return wrap("tr", cells.map((text) => text ? attached(element("th", text), { scope: "col" }) : element("td", "")));
}

/** @param {string[]} cells */
function lineOf(cells) {
  return wrap("tr", cells.map((text, at) => at ? element("td", text) : attached(element("th", text), { scope: "row" })));
}

/** @param {Data<"what_if">} data @param {Cover} cover @param {HTMLElement} box */
function trialLegend(data, cover, box) {
  const who = capital(data.who);
  box.append(element("p", say("{who}, je größer das Quadrat, desto mehr:", { who })));
  if (cover.had.some(Boolean)) box.append(row(swatch(PEOPLE_COLOURS.before), say("erreichen ein Angebot {within}", data)));
  box.append(row(swatch(PEOPLE_COLOURS.reached), say("erreichen einen Halt {within}", data)),
    row(swatch(PEOPLE_COLOURS.lost), say("erreichen nichts davon")),
    row(element("span", "", "dot stop"), say("Halt; ein Klick schaltet ihn aus")),
    row(element("span", "", "dot spare"), say("Kandidat; ein Klick macht ihn zum Halt")));
  const km = decimals(data.radius / 1000, 1);
  box.append(element("p", say("Neue Halte sind geschätzt: Sie erreicht, wer höchstens {km} km Luftlinie entfernt wohnt.", { km })));
  if (data.off) {
    box.append(element("p", say("Bei der Hälfte der Kandidaten trifft das die gerechnete Zahl auf {share} genau.", { share: percent(data.off) })));
  }
}
