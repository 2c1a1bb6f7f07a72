themes.areas = (theme, map, data) => {
  const made = byClass(data, data.areas.features, (area) => area.properties.class, (area) =>
    areasOf(map, "shapes", area, { style: { color: "#fff", weight: 1, fillOpacity: 1, className: "area",
      fillColor: data.classes[area.properties.class].colour } }).getLayers()[0]);
  return classLayers(theme, data, made, (group) => {
    tip(group, ({ feature }) => wrap("span", [element("strong", feature.properties.name),
      `: ${feature.properties.text}.`]), { sticky: true });
    return oneStop(group, ({ feature }) => feature.properties.name);
  });
};
