const MOST_FOUND = 30;

/** @param {string} text */
function folds(text) {
  // Ways to write a name: umlauts without their dots, or with an e; no case, no signs.
  const plain = (/** @type {string} */ one) => one.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const spelt = text.toLowerCase().normalize("NFC").replace(/[äöü]/g, (one) => ({ ä: "ae", ö: "oe", ü: "ue" })[one] || one);
  return [...new Set([plain(text), plain(spelt)])];
}

/** @param {Found} found @returns {Folded} */
function folded(found) {
  const names = folds(found.name);
  return { found, names, hay: ["", ...names, ...folds(found.about)].join(" ") };
}

/** @param {string[]} queries @param {Folded} one */
function matchOf(queries, { names, hay }) {
  // 0 for the very name, 1 if it begins so, 2 if words do, 3 if it holds it, 4 if what is known of it does.
  let best = 9;
  queries.forEach((query) => {
    const parts = query.split(" ");
    if (!parts.every((part) => hay.includes(part))) return;
    const known = names.map((name) => name === query ? 0 : name.startsWith(query) ? 1 :
      parts.every((part) => ` ${name}`.includes(` ${part}`)) ? 2 : name.includes(query) ? 3 : 4);
    best = Math.min(best, ...known);
  });
  return best;
}

/** @param {Folded[]} all @param {string} text @returns {Found[]} */
function search(all, text) {
  const queries = folds(text).filter(Boolean);
  if (!queries.length) return [];
  return all.map((one) => ({ one: one.found, match: matchOf(queries, one) })).filter(({ match }) => match < 9)
    .sort((a, b) => a.match - b.match || a.one.order - b.one.order || a.one.weight - b.one.weight ||
      a.one.name.localeCompare(b.one.name, "de")).map(({ one }) => one);
}

/** @param {Panels} panels @returns {Found[]} */
function findsOf(panels) {
  return panels.parts.flatMap((part) => part.finds ? part.finds() : []);
}

/** @param {HTMLElement} bar @param {Panels} panels */
function addSearch(bar, panels) {
  // A box that opens a list; arrow keys go through it, Enter goes there.
  const title = say("Ort, Gebiet oder Angebot suchen");
  const box = attached(document.createElement("input"), { type: "search", role: "combobox", placeholder: title,
    "aria-label": title, "aria-expanded": "false", "aria-controls": "mintgeo-found", "aria-autocomplete": "list",
    autocomplete: "off", spellcheck: "false", name: "search" });
  const list = attached(element("ul", ""), { id: "mintgeo-found", role: "listbox", "aria-label": title });
  const status = attached(element("p", "", "status"), { role: "status" });
  list.hidden = true;
  bar.append(wrap("div", [box, list, status], "search"));
  /** @type {Folded[] | null} */
  let all = null;
  let [active, most] = [-1, MOST_FOUND];
  const options = () => childrenOf(list);
  box.addEventListener("input", () => { most = MOST_FOUND; show(); });
  box.addEventListener("focus", () => { if (box.value) show(); });
  box.addEventListener("keydown", keys);
  box.addEventListener("blur", ({ relatedTarget }) => { if (!list.contains(/** @type {any} */ (relatedTarget))) close(); });

  function show() {
    all ||= findsOf(panels).map(folded);
    const found = search(all, box.value);
    list.replaceChildren(...found.slice(0, most).map(entry));
    if (found.length > most) {
      list.append(option([element("span", sayCount("{n} weiteren zeigen", "{n} weitere zeigen", found.length - most))], () => {
        most += MOST_FOUND;
        show();
      }));
    }
    status.textContent = box.value ? sayCount("{n} Treffer", "{n} Treffer", found.length) : "";
    list.hidden = !found.length;
    attach(box, { "aria-expanded": !list.hidden });
    step(-1);
  }

  /** @param {Found} found */
  function entry(found) {
    return option([element("strong", found.name), element("span", capital(found.about))], () => {
      box.value = found.name;
      close();
      found.go();
    });
  }

  /** @param {Child[]} children @param {() => void} act */
  function option(children, act) {
    const made = attached(wrap("li", children), { role: "option", "aria-selected": "false", id: `mintgeo-found-${L.stamp({})}` });
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", act);
    return made;
  }

  function close() {
    list.hidden = true;
    active = -1;
    attach(box, { "aria-expanded": "false" });
    box.removeAttribute("aria-activedescendant");
  }

  /** @param {number} to */
  function step(to) {
    options().forEach((one, position) => attach(one, { "aria-selected": position === to }));
    active = to;
    const now = options()[to];
    if (!now) return box.removeAttribute("aria-activedescendant");
    attach(box, { "aria-activedescendant": now.id });
    now.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const by = ({ ArrowDown: 1, ArrowUp: -1 })[event.key];
    const count = options().length;
    if (event.key === "Escape") return close();
    if (list.hidden || !count) return;
    if (by) step((active + by + count) % count);
    else if (event.key === "Enter") options()[Math.max(active, 0)].click();
    else return;
    event.preventDefault();
  }
}
