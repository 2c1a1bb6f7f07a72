function draw(map, data) {
  "use strict";
  // A frame can run its scripts before its page has given it a size.
  const box = map.getContainer();
  new ResizeObserver((entries, observer) => {
    if (!box.clientWidth || !box.clientHeight) return;
    observer.disconnect();
    map.invalidateSize({ animate: false, pan: false });
    drawSized(map, data);
  }).observe(box);
}

function drawSized(map, data) {
  "use strict";
  const german = new Intl.NumberFormat("de-DE");
  const points = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const bounds = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 1 });
  let view = data.views.find((one) => one.first);

  ["kreise", "borders"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 410 + 10 * position;
  });
  map.getPane("borders").style.pointerEvents = "none";
  const kreise = L.geoJSON(data.kreise, {
    pane: "kreise", style: kreisStyle,
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(() => sentence(feature.properties), { sticky: true });
    },
  }).addTo(map);
  L.geoJSON(data.borders, { pane: "borders", interactive: false,
    style: { color: "#37434e", weight: 1.4, fill: false } }).addTo(map);
  addPanel("topright", "panel control", "Ansicht", fillControl);
  addPanel("bottomleft", "panel legend", "Legende", fillLegend);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  map.fitBounds(kreise.getBounds(), { animate: false, padding: [12, 12] });
  window.mintgeo = { map: map, kreise: kreise, layers: [] };

  function kreisStyle(feature) {
    const found = feature.properties.views[view.key];
    return { color: "#aeb8c0", weight: .5, fillOpacity: 1, className: "kreis",
      fillColor: found ? data.palette[classOf(found[0])] : "#d0d5d9" };
  }

  function classOf(change) {
    return data.classes.filter((limit) => change >= limit).length;
  }

  function sentence(kreis) {
    const found = kreis.views[view.key];
    const name = element("strong", kreis.name);
    if (!found) return wrap("span", [name, document.createTextNode(": keine Angabe")]);
    const [change, gained, lost, low, high] = found;
    const span = low === undefined ? points.format(100 * change) :
      `${bounds.format(100 * low)} bis ${bounds.format(100 * high)}`;
    const text = gained || lost ? `: ${span} Prozentpunkte; ${rounded(gained)} ${data.who} kommen hinzu, ` +
      `${rounded(lost)} fallen weg (${view.label}).` : `: unverändert (${view.label}).`;
    return wrap("span", [name, document.createTextNode(text)]);
  }

  function rounded(people) {
    const step = Math.pow(10, Math.max(0, String(Math.round(people)).length - 3));
    return german.format(Math.round(people / step) * step);
  }

  function addPanel(position, className, title, fill) {
    const control = L.control({ position: position });
    control.onAdd = () => {
      const box = document.createElement("details");
      box.className = className;
      box.open = !window.matchMedia("(max-width: 640px)").matches;
      box.append(element("summary", title));
      fill(box);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  function fillControl(box) {
    data.views.forEach((one) => {
      const input = document.createElement("input");
      input.type = "radio";
      input.name = "view";
      input.checked = one === view;
      input.addEventListener("change", () => { view = one; kreise.setStyle(kreisStyle); });
      box.append(wrap("label", [input, element("span", one.label)]));
    });
  }

  function fillLegend(box) {
    box.append(element("p", `${data.title}: Änderung des Anteils der ${data.who}, die ein Angebot erreichen, in Prozentpunkten`));
    data.palette.forEach((colour, position) => {
      const swatch = element("span", "", "swatch");
      swatch.style.background = colour;
      const [low, high] = [data.classes[position - 1], data.classes[position]].map((one) => points.format(100 * one));
      const text = position === 0 ? `unter ${high}` : position === data.classes.length ? `ab ${low}` : `${low} bis unter ${high}`;
      box.append(wrap("div", [swatch, element("span", text)], "row"));
    });
    const notes = wrap("details", data.notes.map((line) => element("p", line)), "notes");
    notes.prepend(element("summary", "Quellen"));
    box.append(notes);
  }

  function element(tag, text, className) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function wrap(tag, children, className) {
    const made = element(tag, "", className);
    made.append(...children);
    return made;
  }
}
