function drawSized(map, data) {
  const kreise = drawGround(map, data);
  ["shapes", "spots"].forEach((name, position) => {
    map.createPane(name).style.zIndex = 420 + 10 * position;
  });
  const items = data.spots ? homes() : areas();
  const layers = data.classes.map((kind, position) => ({ ...kind, shown: true, count: items[position].length,
    layer: (data.spots ? readable : oneGroup)(L.featureGroup(items[position])) })).filter((one) => one.count);
  [...layers].reverse().forEach((one) => one.layer.addTo(map));

  const control = addPanel(map, "topright", "panel control", say("Ebenen"), fillControl);
  const legend = addPanel(map, "bottomleft", "panel legend", say("Legende"), fillLegend);
  finish(map, data, data.bounds ? L.latLngBounds(data.bounds) : kreise.getBounds(), legend, control);
  window.mintgeo = { map: map, layers: layers };

  function byClass(entries, classOf, make) {
    const made = data.classes.map(() => []);
    entries.forEach((one) => made[classOf(one)].push(make(one)));
    return made;
  }

  function homes() {
    const canvas = seeThrough(L.canvas({ pane: "spots" }));
    const size = () => Math.min(7, Math.max(1, (map.getZoom() - 5) * .9));
    const made = byClass(unpackSpots(data.spots), (home) => home.class, (home) => {
      const { colour } = data.classes[home.class];
      const marker = L.circleMarker(home.at, { pane: "spots", renderer: canvas, radius: size(), stroke: false,
        fillColor: colour, fillOpacity: 1 });
      marker.mintgeo = home;
      return marker;
    });
    map.on("zoomend", () => made.flat().forEach((marker) => marker.setRadius(size())));
    return made;
  }

  function readable(group) {
    return group.bindTooltip(({ mintgeo: home }) => wrap("span", [element("strong", home.place),
      document.createTextNode(`: ${rounded(home.people)} ${data.who}, ${typeof home.minutes === "number" ?
        sayCount("{n} Minute", "{n} Minuten", home.minutes) : home.minutes}.`)]));
  }

  function areas() {
    return byClass(data.areas.features, (area) => area.properties.class, (area) => {
      const { colour } = data.classes[area.properties.class];
      return L.geoJSON(area, { pane: "shapes", style: { color: "#fff", weight: 1, fillColor: colour,
        fillOpacity: 1, className: "area" } }).getLayers()[0];
    });
  }

  function oneGroup(group) {
    group.bindTooltip(({ feature }) => wrap("span", [element("strong", feature.properties.name),
      document.createTextNode(`: ${feature.properties.text}.`)]), { sticky: true });
    return oneStop(group, ({ feature }) => feature.properties.name);
  }

  function fillControl(box) {
    layers.forEach((one) => {
      const label = choice("checkbox", "class", `${one.name} (${number.format(one.count)})`, true, (on) => {
        if (on) one.layer.addTo(map); else one.layer.remove();
      });
      label.insertBefore(symbol(one), label.lastChild);
      box.append(label);
    });
  }

  function fillLegend(box) {
    box.append(element("p", data.caption));
    data.classes.forEach((one) => box.append(wrap("div", [symbol(one), element("span", one.name)], "row")));
    box.append(notesOf(data));
  }
}
