themes.areas = (theme, map, data) => {
  const colourOf = (/** @type {number} */ position) => data.classes[position].colour;
  const drawnAs = (/** @type {"areas" | "lines"} */ name, /** @type {(colour: string) => L.PathOptions} */ styleOf) =>
    byClass(data, data[name].features, (one) => one.properties.class, (one) => {
      const layer = /** @type {L.GeoJSON} */ (areasOf(map, "shapes", one, { style: styleOf(colourOf(one.properties.class)) })).getLayers()[0];
      layer.mintgeo = one.properties;
      return layer;
    });
  const kinds = [
    drawnAs("areas", (fillColor) => ({ color: "#fff", weight: 1, fillOpacity: 1, className: "area", fillColor })),
    drawnAs("lines", (color) => ({ color, weight: 3, fill: false })),
    byClass(data, unpackSpots(data.spots), (one) => one.class, (one) => {
      const marker = L.circleMarker(one.at, { pane: pane(map, "spots"), radius: narrow ? 7 : 6, weight: 1.5,
        color: "#fff", fillOpacity: 1, fillColor: colourOf(one.class) });
      marker.mintgeo = one;
      return marker;
    })];
  const made = data.classes.map((_, position) => kinds.flatMap((kind) => kind[position]));
  const drawn = classLayers(theme, data, made, (group) => {
    tip(group, ({ mintgeo: one }) => wrap("span", [element("strong", one.name), one.text && `: ${one.text}.`]),
      { sticky: true });
    return oneStop(group, ({ mintgeo: one }) => one.name);
  });
  const whole = { name: data.whole, colour: colourOf(0), layer: theme, shown: true };
  return data.whole ? { ...drawn, whole, control: (box) => drawn.control?.(group(box, data.whole)) } : drawn;
};
