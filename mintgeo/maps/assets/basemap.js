function addBasemap(map, data, control) {
  // Areas let the tiles through as long as these are on; the legend fades with them.
  const about = data.basemap;
  const tiles = L.tileLayer(about.url, { maxZoom: about.max_zoom });
  const credits = addCredits(map, about.attribution);
  const told = notice(say(
    "Der Hintergrund kommt von {name} ({host}): Der Betreiber sieht Ihre IP-Adresse und welchen Ausschnitt Sie ansehen. Daten der Liste werden nicht gesendet.",
    about));
  const show = (on) => {
    if (on) tiles.addTo(map); else tiles.remove();
    map.getContainer().classList.toggle("with-tiles", on);
    told.hidden = credits.hidden = !on;
  };
  control.append(choice("checkbox", "basemap", say("Hintergrund: {name}", about), true, show));
  show(true);
}
