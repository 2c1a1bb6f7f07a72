/** @param {L.Map} map @param {Panels} panels */
function addBar(map, panels) {
  // Above the map: what finds things on it, and what takes the view along.
  const bar = element("div", "", "bar");
  const head = document.querySelector("header.mintgeo");
  if (!head) return null;
  head.append(bar);
  if (panels.parts.some((part) => part.finds)) addSearch(bar, panels);
  if (window.top !== window) return bar;  // a frame has no address, and is printed with its page
  const told = attached(element("span", "", "status"), { role: "status" });
  const address = () => {
    writeLink(map, panels);
    navigator.clipboard.writeText(window.location.href).then(() => { told.textContent = say("Link kopiert"); },
      () => { told.textContent = say("Die Adresse der Seite führt zu dieser Ansicht."); });
    window.setTimeout(() => { told.textContent = ""; }, 4000);
  };
  bar.append(button(say("Link"), say("Link zu dieser Ansicht kopieren"), address),
    button(say("Drucken"), say("Karte mit Legende drucken"), () => window.print()), told);
  forPrint(map, panels);
  return bar;
}

/** @param {string} text @param {string} title @param {() => void} act */
function button(text, title, act) {
  const made = attached(element("button", text), { type: "button", title, "aria-label": title });
  made.addEventListener("click", act);
  return made;
}

/** @param {L.Map} map @param {Panels} panels */
function forPrint(map, panels) {
  // One page of paper, of whatever size the screen is: the same part of the world, the legend open.
  const [page, legend] = [document.documentElement, /** @type {HTMLDetailsElement} */ (panels.box)];
  /** @type {() => void} */
  let back = () => {};
  window.addEventListener("beforeprint", () => {
    if (panels.settle) panels.settle();
    const [center, zoom, bounds] = [map.getCenter(), map.getZoom(), map.getBounds()];
    const [open, least] = [legend.open, map.getMinZoom()];
    page.classList.add("printing");
    legend.open = true;
    map.setMinZoom(0);
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds((panels.whole && panels.whole()) || bounds, { animate: false,
      paddingTopLeft: [panels.box.offsetWidth + 16, 4], paddingBottomRight: [4, 4] });
    back = () => {
      legend.open = open;
      map.invalidateSize({ animate: false, pan: false });
      map.setView(center, zoom, { animate: false });
      map.setMinZoom(least);
    };
  });
  window.addEventListener("afterprint", () => {
    page.classList.remove("printing");
    window.requestAnimationFrame(() => {
      back();
      back = () => {};
    });
  });
}
