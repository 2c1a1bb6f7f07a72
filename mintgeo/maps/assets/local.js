themes.local = (theme, map, data) => {
  const most = Math.max(1, ...data.people.map((home) => home.people));
  let view = firstOf(data.views);
  const caption = element("p", "", "view");
  const areas = L.layerGroup();
  const roads = areasOf(map, "roads", data.roads, { interactive: false,
    renderer: L.canvas({ pane: pane(map, "roads") }), style: { color: "#b0bac3", weight: 1 } });
  const people = oneStop(L.layerGroup(data.people.map(homes)), (marker) => say("bei {place}", marker.mintgeo));
  showView();
  theme.addLayer(areas);
  const entries = [
    { name: capital(say("{who} nach Wohnort", data)), layer: people, shown: true },
    { name: say("Straßen"), layer: roads, shown: true },
  ];
  return { title: say("Ansicht und Ebenen"), entries, control, legend, told: { areas, people } };

  function showView() {
    areas.clearLayers();
    data.areas.features.filter((one) => one.properties.view === view.key).forEach((one) => {
      areas.addLayer(areasOf(map, "reached", one, { interactive: false,
        style: { color: "#1c9099", weight: 1.5, fillColor: "#b5d2e4", fillOpacity: 1, className: "area" } }));
    });
    people.eachLayer((marker) => marker.setStyle(homeStyle(marker.mintgeo)));
    retell(map);
  }

  /** @param {TownHome} home */
  function reached(home) {
    const found = home.times[view.mode_key];
    return found[0] !== null && found[0] <= view.minutes;
  }

  /** @param {TownHome} home */
  function homeStyle(home) {
    const near = reached(home);
    return { fillColor: near ? "#016c59" : "#fff", color: near ? "#fff" : "#444", weight: near ? 1.2 : 2,
      dashArray: home.times[view.mode_key][3] ? "2 3" : null };
  }

  /** @param {number} people */
  function homeRadius(people) {
    return narrow ? 2 + 6 * Math.sqrt(people / most) : 3 + 9 * Math.sqrt(people / most);
  }

  /** @param {TownHome} home */
  function homes(home) {
    const radius = homeRadius(home.people);
    const marker = L.circleMarker(home.at, { pane: pane(map, "homes"), radius, weight: 1.2, fillOpacity: 1,
      className: "home" });
    marker.mintgeo = home;
    return tip(marker, () => homeSentence(home));
  }

  /** @param {TownHome} home */
  function homeSentence(home) {
    const [minutes, offer, status, edge] = home.times[view.mode_key];
    const place = element("strong", say("bei {place}", home));
    const known = { place, people: rounded(home.people), who: data.who, status, offer, mode: view.mode };
    const doubt = edge ? say("Ein Angebot jenseits der Karte könnte näher sein.") : "";
    const said = minutes === null ? say("{place}: {people} {who} erreichen kein Angebot: {status}.") :
      sayCount("{place}: {people} {who} brauchen {n} Minute, {mode}, zu {offer}.",
        "{place}: {people} {who} brauchen {n} Minuten, {mode}, zu {offer}.", Math.round(minutes));
    return sentence([said, doubt].join(" ").trim(), known);
  }

  /** @param {HTMLElement} box */
  function control(box) {
    viewChoices(box, say("Wege zu einem Angebot"), data.views, view, (one) => {
      view = one;
      showView();
      caption.textContent = captionText();
    });
  }

  /** @param {HTMLElement} box */
  function legend(box) {
    caption.textContent = captionText();
    box.append(caption);
    [["#b5d2e4", capital(say("von hier wird ein Angebot erreicht"))], ["#016c59", capital(say("{who}, die eines erreichen", data))],
      ["#fff", capital(say("{who}, die keines erreichen", data))]].forEach(([colour, text], position) => {
      box.append(row(position ? symbol({ colour }) : swatch(colour), text));
    });
    if (data.people.some((home) => Object.values(home.times).some((way) => way[3]))) {
      box.append(row(element("span", "", "dot edge"), say("Gestrichelt: ein Angebot jenseits der Karte könnte näher sein")));
    }
    box.append(...sizes(capital(say("{who} je Wohnort", data)), most, homeRadius, "home"));
  }

  function captionText() {
    return say("In höchstens {minutes} Minuten, {mode}, zu einem Angebot",
      { minutes: number.format(view.minutes), mode: view.mode });
  }
};
