themes.reach = (theme, map, data) => {
  const canvas = dotsOf(map);
  const size = () => Math.min(7, Math.max(1, (map.getZoom() - 5) * .9));
  const made = byClass(data, unpackSpots(data.spots), (home) => home.class, (home) => {
    const marker = L.circleMarker(home.at, { pane: pane(map, "spots"), renderer: canvas, radius: size(), stroke: false,
      fillColor: data.classes[home.class].colour, fillOpacity: 1 });
    marker.mintgeo = home;
    return marker;
  });
  map.on("zoomend", () => made.flat().forEach((marker) => marker.setRadius(size())));
  return classLayers(theme, data, made, (group) => tip(group, ({ mintgeo: home }) => homeText(home)));

  /** @param {Home} home */
  function homeText(home) {
    const time = typeof home.minutes === "number" ? sayCount("{n} Minute", "{n} Minuten", home.minutes) : home.minutes;
    return wrap("span", [element("strong", home.place), `: ${rounded(home.people)} ${data.who}, ${time}.`]);
  }
};
