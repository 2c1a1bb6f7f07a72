const NEAR_M = 3000;

// What is said of one stop, and what can be done with it.
/** @param {Data<"what_if">} data @param {Cover} cover @param {Trial[]} stops @param {CardActs} acts */
function stopCard(data, cover, stops, acts) {
  return { sentenceOf, cardOf };

  /** @param {Trial} stop */
  function sentenceOf(stop) {
    const values = { name: element("strong", stop.name), number: number.format(stop.number), who: data.who, within: data.within,
      people: acts.people(cover.within(stop.runs)), alone: acts.people(cover.alone(stop.runs, stop.on)) };
    if (stop.added) return sentence(say("{name}, geschätzt: {people} {who} erreichen ihn {within}, {alone} davon sonst weder ein Angebot noch einen Halt."), values);
    return sentence(stop.on ?
      say("{name}, Halt {number}: {people} {who} erreichen ihn {within}, {alone} davon sonst weder ein Angebot noch einen Halt.") :
      say("{name}, kein Halt: {people} {who} würden ihn {within} erreichen, {alone} davon bisher weder ein Angebot noch einen Halt."), values);
  }

  /** @param {Trial} stop */
  function cardOf(stop) {
    const turns = stop.added ? say("Entfernen") : stop.on ? say("Ausschalten") : say("Einschalten");
    /** @type {HTMLElement[]} */
    const parts = [element("p", ""), action(turns, () => acts.toggle(stop))];
    parts[0].append(sentenceOf(stop));
    if (stop.status === "required") parts.splice(1, 0, element("p", say("Im Plan war dieser Halt verlangt.")));
    if (stop.added) parts.splice(1, 0, nameField(stop), ...besideOf(stop));
    return wrap("div", parts);
  }

  /** @param {Trial} stop */
  function nameField(stop) {
    const { input, label } = field(say("Name des neuen Halts"));
    input.value = stop.name;
    input.maxLength = 80;
    input.addEventListener("change", () => {
      stop.name = input.value.trim() || stop.name;
      acts.rename(stop);
    });
    return label;
  }

  /** @param {Trial} stop */
  function besideOf(stop) {
    // A candidate nearby has routed ways, which are better than an estimate.
    const far = (/** @type {Trial} */ one) => L.latLng(one.at).distanceTo(stop.at);
    const next = stops.filter((one) => !one.on).reduce((/** @type {Trial | null} */ a, b) => a && far(a) <= far(b) ? a : b, null);
    if (!next || far(next) > NEAR_M) return [];
    const km = decimals(far(next) / 1000, 1);
    return [action(say("Stattdessen {name} ({km} km entfernt), mit gerechneten Wegen", { ...next, km }),
      () => acts.instead(stop, next))];
  }
}
