const STEP = 8;

/** @param {L.Map} map @param {L.LatLngExpression} at @param {L.Icon<any>} icon @param {string} label @param {() => void} moved @param {() => void} [begin] */
function handleOn(map, at, icon, label, moved, begin = () => {}) {
  // What somebody puts elsewhere: by mouse or thumb, or by the arrow keys, with Shift in small steps.
  /** @type {Record<string, [number, number]>} */
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const handle = L.marker(at, { draggable: true, autoPan: true, icon, zIndexOffset: 1000 });
  handle.on("dragstart", begin);
  handle.on("drag", moved);
  handle.on("add", () => {
    const shape = /** @type {HTMLElement} */ (handle.getElement());
    shape.setAttribute("aria-label", label);
    shape.addEventListener("keydown", (event) => {
      if (!steps[event.key]) return;
      L.DomEvent.stop(event);
      if (!event.repeat) begin();
      const by = L.point(steps[event.key]).multiplyBy(event.shiftKey ? 1 : STEP);
      const to = map.unproject(map.project(handle.getLatLng()).add(by));
      handle.setLatLng(to);
      map.panInside(to, { padding: [60, 60], animate: false });
      moved();
    });
  });
  return handle;
}

/** @param {L.Marker} handle @returns {Latlng} */
function roundedAt(handle) {
  const { lat, lng } = handle.getLatLng();
  return [Number(lat.toFixed(5)), Number(lng.toFixed(5))];
}

/** @param {string} text @param {() => void} act @param {string} [className] */
function action(text, act, className = "act") {
  const button = element("button", text, className);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** @param {string} text */
function field(text) {
  const input = document.createElement("input");
  input.type = "text";
  return { input, label: wrap("label", [element("span", text), input], "field") };
}

/** @param {string} name @param {string} type @param {string} text */
function saveFile(name, type, text) {
  // Nothing leaves the page: the browser writes the file from what the page holds.
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
