// Who is reached: people in whole parts of a person, so that sums are the same in whatever order they
// are made, and those of Python (mintgeo/maps/_cover.py). Positions of people are runs: from, to, from, to …

/** @param {string} text @returns {Int32Array[]} */
function runsOf(text) {
  const [numbers, rows] = [numbersOf(text), /** @type {Int32Array[]} */ ([])];
  for (let at = 0; at < numbers.length;) {
    const row = new Int32Array(2 * numbers[at++]);
    for (let run = 0, end = 0; run < row.length; run += 2) {
      row[run] = end + numbers[at++];
      end = row[run + 1] = row[run] + numbers[at++];
    }
    rows.push(row);
  }
  return rows;
}

/** @param {Data<"what_if">} data @returns {Cover} */
function coverOf(data) {
  const [people, areas, places] = [numbersOf(data.people), numbersOf(data.areas), sumsOf(data.points, 2)];
  const [count, kreise] = [people.length, data.kreise.length];
  const [lats, lons] = [0, 1].map((axis) => Float64Array.from({ length: count }, (_, at) => places[2 * at + axis] / data.parts));
  const [before, times] = [new Uint8Array(count), new Uint16Array(count)];
  const [had, gained] = [new Float64Array(kreise), new Float64Array(kreise)];
  runsOf(data.before).forEach((runs) => each(runs, (at) => {
    before[at] = 1;
    had[areas[at]] += people[at];
  }));
  return { lats, lons, people, before, times, had, gained, rows: runsOf(data.cover), put, within, alone, near };

  /** @param {Int32Array} runs @param {1 | -1} by */
  function put(runs, by) {
    // One stop more or less; what it changes is what no other reaches.
    const bare = by > 0 ? 0 : 1;
    each(runs, (at) => {
      if (times[at] === bare && !before[at]) gained[areas[at]] += by * people[at];
      times[at] += by;
    });
  }

  /** @param {Int32Array} runs */
  function within(runs) {
    let sum = 0;
    each(runs, (at) => { sum += people[at]; });
    return sum;
  }

  /** @param {Int32Array} runs @param {boolean} on */
  function alone(runs, on) {
    // Whom neither an offer nor another stop reaches.
    let sum = 0;
    each(runs, (at) => { if (times[at] === Number(on) && !before[at]) sum += people[at]; });
    return sum;
  }

  /** @param {Latlng} at */
  function near(at) {
    // Within a radius, as the crow flies, on a plane that touches WGS84 there (mintgeo/maps/_estimate.py).
    const [north, east] = perDegree(at[0]);
    const [found, far] = [/** @type {number[]} */ ([]), data.radius ** 2];
    for (let one = 0, end = -1; one < count; one++) {
      if (((lats[one] - at[0]) * north) ** 2 + ((lons[one] - at[1]) * east) ** 2 > far) continue;
      if (one === end) found[found.length - 1] = ++end;
      else found.push(one, end = one + 1);
    }
    return Int32Array.from(found);
  }
}

/** @param {Int32Array} runs @param {(at: number) => void} act */
function each(runs, act) {
  for (let run = 0; run < runs.length; run += 2) {
    for (let at = runs[run]; at < runs[run + 1]; at++) act(at);
  }
}

/** @param {number} lat */
function perDegree(lat) {
  // Metres of a degree of latitude and of longitude.
  const [turn, squared] = [Math.PI / 180, .00669437999014];
  const bent = 1 - squared * Math.sin(lat * turn) ** 2;
  return [turn * 6378137 * (1 - squared) / bent ** 1.5, turn * 6378137 / Math.sqrt(bent) * Math.cos(lat * turn)];
}
