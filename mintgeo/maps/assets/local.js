function drawSized(map, data) {
  const most = Math.max(1, ...data.people.map((home) => home.people));
  let view = data.views.find((one) => one.first);

  ["areas", "roads", "people", "spots"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 410 + 10 * position;
  });
  map.getPane("roads").style.pointerEvents = "none";

  const areas = L.layerGroup();
  const roads = L.geoJSON(data.roads, { pane: "roads", interactive: false,
    renderer: L.canvas({ pane: "roads" }), style: { color: "#b0bac3", weight: 1 } });
  const people = oneStop(L.layerGroup(data.people.map(homes)), (marker) => say("bei {place}", marker.mintgeo));
  showView();

  fanOut([...data.offers, ...data.partners].flatMap((kind) => kind.spots));
  const offers = offerLayers(map, [
    ...data.offers.map((kind) => ({ ...kind, text: kind.category, shown: true })),
    ...data.partners.map((kind) => ({ ...kind, text: say("könnte: {category}", kind), kind: "partner", marker: partner,
      shown: false }))], data.ages);
  const layers = [...offers.layers];
  layers.push({ name: capital(say("{who} nach Wohnort", data)), layer: people, shown: true });
  layers.push({ name: say("Straßen"), layer: roads, shown: true });

  const control = addPanel(map, "topright", "panel control", say("Ansicht und Ebenen"), fillControl);
  const legend = addPanel(map, "bottomleft", "panel legend", say("Legende"), fillLegend);
  finish(map, data, L.latLngBounds(data.bounds), legend, control);
  [{ layer: areas, shown: true }, ...layers].forEach((one) => { if (one.shown) one.layer.addTo(map); });
  offers.start();
  window.mintgeo = { map: map, areas: areas, layers: layers, people: people };

  function showView() {
    areas.clearLayers();
    data.areas.features.filter((one) => one.properties.view === view.key).forEach((one) => {
      areas.addLayer(L.geoJSON(one, { pane: "areas", interactive: false,
        style: { color: "#1c9099", weight: 1.5, fillColor: "#67a9cf", fillOpacity: .45, className: "area" } }));
    });
    people.eachLayer((marker) => marker.setStyle(homeStyle(marker.mintgeo)));
  }

  function reached(home) {
    const found = home.times[view.mode_key];
    return found[0] !== null && found[0] <= view.minutes;
  }

  function homeStyle(home) {
    const near = reached(home);
    return { fillColor: near ? "#016c59" : "#fff", color: near ? "#fff" : "#444", weight: near ? 1.2 : 2,
      dashArray: home.times[view.mode_key][3] ? "2 3" : null };
  }

  function homeRadius(people) {
    return narrow ? 2 + 6 * Math.sqrt(people / most) : 3 + 9 * Math.sqrt(people / most);
  }

  function homes(home) {
    const radius = homeRadius(home.people);
    const marker = L.circleMarker(home.at, { pane: "people", radius: radius, weight: 1.2, fillOpacity: .85,
      className: "home" });
    marker.mintgeo = home;
    return marker.bindTooltip(() => homeSentence(home));
  }

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

  function partner(spot) {
    const icon = dotIcon("partner", { iconSize: [12, 12], iconAnchor: L.point(6, 6).subtract(beside(spot, 6)) });
    const marker = L.marker(spot.at, { icon: icon, pane: "spots" });
    return spoken(marker.bindTooltip(() => element("span", spot.name)).bindPopup(() => card(spot)), spot.name);
  }

  function fillControl(box) {
    viewChoices(box, say("Wege zu einem Angebot"), data.views, view, (one) => {
      view = one;
      showView();
      legend.querySelector(".view").textContent = caption();
    });
    offers.fill(box);
    layerChoices(map, box, layers.filter((one) => !offers.layers.includes(one)));
  }

  function fillLegend(box) {
    box.append(element("p", caption(), "view"));
    [["#b5d2e4", capital(say("von hier wird ein Angebot erreicht"))], ["#016c59", capital(say("{who}, die eines erreichen", data))],
      ["#fff", capital(say("{who}, die keines erreichen", data))]].forEach(([colour, text], position) => {
      const mark = element("span", "", position ? "dot" : "swatch");
      mark.style.background = colour;
      box.append(wrap("div", [mark, element("span", text)], "row"));
    });
    if (data.people.some((home) => Object.values(home.times).some((way) => way[3]))) {
      box.append(wrap("div", [element("span", "", "dot edge"),
        element("span", say("Gestrichelt: ein Angebot jenseits der Karte könnte näher sein"))], "row"));
    }
    box.append(...sizes(capital(say("{who} je Wohnort", data)), most, homeRadius, "home"));
    box.append(notesOf(data));
  }

  function caption() {
    return say("In höchstens {minutes} Minuten, {mode}, zu einem Angebot",
      { minutes: number.format(view.minutes), mode: view.mode });
  }
}
