themes.ground = (theme, map, data) => {
  // Kreise and Länder in pale lines, for orientation; what matters lies on top.
  const kreise = oneStop(areasOf(map, "ground", data.kreise, {
    style: (/** @type {any} */ feature) => ({ color: feature.properties.own ? "#aeb8c0" : "#d3d9de", weight: .6,
      fillColor: feature.properties.own ? "#fff" : "#eceff1", fillOpacity: 1, className: "ground" }),
  }), (layer) => layer.feature.properties.name);
  tip(kreise, ({ feature }) => element("strong", feature.properties.name), { sticky: true });
  const borders = areasOf(map, "outline", data.borders, { interactive: false,
    style: { color: "#8b98a3", weight: 1, fill: false } });
  [kreise, borders].forEach((layer) => theme.addLayer(layer));
  return { told: {}, finds: () => areaFinds(map, kreise, say("Kreis"), (one) => element("strong", one.name)) };
};
