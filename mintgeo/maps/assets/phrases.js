// Everything here stands inside of a function that gets the language and its words. Numbers are said
// and rounded as Language of Python says them: tests/test_phrases.py holds the two against each other.
const locale = { de: "de-DE", en: "en-GB" }[lang];
const [POINT, THOUSANDS] = lang === "de" ? [",", "."] : [".", ","];
// Plain numbers are written here: until a browser has loaded its own way, it could draw half of a map.
const number = { format: (/** @type {number} */ value) => Number.isSafeInteger(value) && value >= 0 ?
  inThousands(String(value)) : new Intl.NumberFormat(locale).format(value) };
const MILLION = 1e6;

/** @param {string} text @param {Values} [values] */
function say(text, values = {}) {
  // A German message is its own text.
  return filled((words[text] || [text])[0], values);
}

/** @param {string} one @param {string} many @param {number} n @param {Values} [values] */
function sayCount(one, many, n, values = {}) {
  const known = words[one] || [one, many];
  return filled(n === 1 ? known[0] : known[known.length - 1], { n: number.format(n), ...values });
}

/** @param {string} text @param {Values} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => name in values ? String(values[name]) : all);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);
}

/** @param {string} text @param {unknown[]} some @param {unknown[]} [all] */
function named(text, some, all = some) {
  const [n, of] = [some, all].map((list) => number.format(list.length));
  return n === of ? `${text} (${n})` : say("{text} ({n} von {of})", { text, n, of });
}

/** @param {number} value */
function whole(value) {
  // A half goes to the even number, as in Python.
  return Math.abs(value % 1) === .5 ? 2 * Math.round(value / 2) : Math.round(value);
}

/** @param {number} value @param {number} digits */
function decimals(value, digits) {
  // As its shortest form says: a half goes to the even number, as in Python.
  const [, whole, part = ""] = /^(\d+)(?:\.(\d+))?$/.exec(String(value)) || [];
  if (whole && whole.length + digits < 16) {
    const [kept, rest] = [Number(whole + part.slice(0, digits).padEnd(digits, "0")), part.slice(digits)];
    const up = rest > "5" || (rest === "5" && kept % 2 === 1);
    const text = String(kept + Number(up)).padStart(digits + 1, "0");
    const at = text.length - digits;
    return inThousands(text.slice(0, at)) + (digits ? POINT + text.slice(at) : "");
  }
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits,
    roundingMode: "halfEven" }).format(value);
}

/** @param {string} digits */
function inThousands(digits) {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, THOUSANDS);
}

/** @param {number} share @param {number} [digits] */
function percent(share, digits = 0) {
  const text = decimals(share * 100, digits);
  if (share > 0 && text === decimals(0, digits)) return say("unter {number} %", { number: decimals(10 ** -digits, digits) });
  if (share < 1 && text === decimals(100, digits)) return say("über {number} %", { number: decimals(100 - 10 ** -digits, digits) });
  return say("{number} %", { number: text });
}

/** @param {number} value @param {number} [digits] */
function change(value, digits = 0) {
  // With its sign, unless nothing of it is seen.
  const size = decimals(Math.abs(value), digits);
  if (size === decimals(0, digits)) return size;
  return `${value > 0 ? "+" : "\u2212"}${size}`;
}

/** @param {number} low @param {number} high */
function percentSpan(low, high) {
  if (high - low > 0.9) return say("nicht bestimmbar");
  const [first, last] = [Math.floor(low * 100 + 1e-9), Math.ceil(high * 100 - 1e-9)];
  if (first === last) return say("{number} %", { number: first });
  if (first === 0 && last === 1) return say("unter {number} %", { number: 1 });
  return say("{low}–{high} %", { low: first, high: last });
}

/** @param {number[]} classes @param {number} position */
function shareClass(classes, position) {
  const [low, high] = [0, 1].map((end) => decimals(classes[position + end] * 100, 0));
  return position + 2 === classes.length ? say("{low} bis {high} %", { low, high }) :
    say("{low} bis unter {high} %", { low, high });
}

/** @param {number} value */
function rate(value) {
  // Two figures that mean something.
  const digits = value === 0 ? 0 : Math.min(5, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value)))));
  return decimals(value, digits);
}

/** @param {number} people */
function peopleStep(people) {
  return 10 ** Math.max(0, String(Math.floor(people)).length - 3);
}

/** @param {number} people */
function rounded(people) {
  const step = peopleStep(people);
  return saidPeople(whole(people / step) * step);
}

/** @param {number} low @param {number} high */
function roundedSpan(low, high) {
  // Outwards, so that it is no narrower than it is known.
  if (low === high) return rounded(low);
  const [down, up] = [peopleStep(low), peopleStep(high)];
  const [first, last] = [Math.floor(low / down + 1e-9) * down, Math.ceil(high / up - 1e-9) * up];
  return first === last ? rounded(first) : say("{low} bis {high}", { low: saidPeople(first), high: saidPeople(last) });
}

/** @param {number} people */
function saidPeople(people) {
  if (people < MILLION) return number.format(people);
  return say("{number} Mio.", { number: decimals(people / MILLION, people < 10 * MILLION ? 2 : 1) });
}

/** @param {number[]} limits @param {number} position @param {string} key */
function classOf(limits, position, key) {
  // A class of minutes or kilometres; of hours where all limits are whole hours.
  const last = position === limits.length;
  const hours = key === "time" && limits.every((limit) => limit % 60 === 0);
  const [low, n] = [limits[position - 1], limits[position] ?? limits[position - 1]]
    .map((limit) => number.format(hours ? limit / 60 : limit));
  if (key === "time" && !hours) {
    if (last) return say("über {n} Minuten", { n });
    return position ? say("{low} bis {n} Minuten", { low, n }) : say("bis {n} Minuten", { n });
  }
  const unit = key === "way" ? "km" : n === "1" ? say("Stunde") : say("Stunden");
  if (last) return say("über {n} {unit}", { n, unit });
  return position ? say("{low} bis {n} {unit}", { low, n, unit }) : say("bis {n} {unit}", { n, unit });
}
