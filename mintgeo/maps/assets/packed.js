// What Python has packed in few letters (mintgeo/maps/_pack.py, _numbers.py).

/** @template P @param {Packed<P>} packed @returns {Features<P>} */
function unpackShapes(packed) {
  // Most shapes are never asked for their places in degrees.
  const line = (/** @type {Int32Array} */ flat) => Array.from({ length: flat.length / 2 },
    (_, at) => [flat[2 * at] / packed.scale, flat[2 * at + 1] / packed.scale]);
  /** @type {(shape: string) => any} */
  const nested = (shape) => packed.type === "MultiPolygon" ? partsOf(shape).map((part) => part.map(line)) :
    partsOf(shape).flat().map(line);
  const features = packed.features.map(({ shape, properties }) => ({ type: /** @type {const} */ ("Feature"), properties,
    packed: { shape, scale: packed.scale, type: packed.type },
    get geometry() { return { type: packed.type, coordinates: nested(shape) }; } }));
  return { type: "FeatureCollection", features };
}

/** @template P @param {PackedSpots<P>} packed @returns {P[]} */
function unpackSpots(packed) {
  return packed.rows.map((row) => {
    const spot = /** @type {any} */ ({ at: [row[0], row[1]] });
    packed.columns.forEach((name, position) => { spot[name] = packed.words[row[position + 2]]; });
    return spot;
  });
}

/** @param {string} text @returns {number[]} */
function numbersOf(text) {
  // Seven bits a byte, the lowest first; the eighth says that more come. Read long before it is compiled.
  const bytes = atob(text);
  const found = [];
  let [value, unit] = [0, 1];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    value += (byte & 127) * unit;
    unit *= 128;
    if (byte > 127) continue;
    found.push(value);
    value = 0;
    unit = 1;
  }
  return found;
}

/** @param {string} text @param {number} wide @returns {number[]} */
function sumsOf(text, wide) {
  // Rows of numbers, of which each was written as the step from that of the row before.
  const found = numbersOf(text);
  for (let at = 0; at < found.length; at++) {
    found[at] = unfolded(found[at]) + (at < wide ? 0 : found[at - wide]);
  }
  return found;
}

/** @param {string} text @returns {Int32Array[][]} */
function partsOf(text) {
  // Parts of a shape, with their lines as [x, y, x, y, …] in whole parts of a degree.
  const [numbers, parts] = [numbersOf(text), /** @type {Int32Array[][]} */ ([])];
  for (let at = 0; at < numbers.length;) {
    parts.push(Array.from({ length: numbers[at++] }, () => {
      const line = new Int32Array(2 * numbers[at++]);
      for (let i = 0; i < line.length; i++) line[i] = unfolded(numbers[at++]) + (i > 1 ? line[i - 2] : 0);
      return line;
    }));
  }
  return parts;
}

/** @param {number} step */
function unfolded(step) {
  return step % 2 ? -(step + 1) / 2 : step / 2;
}

/** @param {PackedTexts<OfferSpot>} packed @param {OfferSpot["category"]} category @returns {OfferSpot[]} */
function unpackTexts({ parts, at, texts }, category) {
  // Of so many texts only those are read that somebody asks for.
  class Spot {
    /** @param {Latlng} at @param {number} row */
    constructor(at, row) {
      this.at = at;
      this.row = row;
    }
  }
  Object.assign(Spot.prototype, { category });
  Object.entries(texts).forEach(([name, { words, mark, rows }]) => {
    /** @type {string[]} */
    let known, /** @type {number[]} */ said;
    Object.defineProperty(Spot.prototype, name, { get() {
      known ||= words.split(mark);
      said ||= sumsOf(rows, 1);
      return known[said[this.row]];
    } });
  });
  const places = sumsOf(at, 2);
  return Array.from({ length: places.length / 2 }, (_, row) =>
    /** @type {any} */ (new Spot([places[2 * row] / parts, places[2 * row + 1] / parts], row)));
}
