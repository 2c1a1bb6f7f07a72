/** @param {L.Map} map @param {Tiles} about */
function addBasemap(map, about) {
  const tiles = L.tileLayer(about.url, { maxZoom: about.max_zoom });
  const credits = addCredits(map, about.attribution);
  const told = notice(map, say(
    "Der Hintergrund kommt von {name} ({host}): Der Betreiber sieht Ihre IP-Adresse und welchen Ausschnitt Sie ansehen. Daten der Liste werden nicht gesendet.",
    about));
  const show = (/** @type {boolean} */ on) => {
    if (on) tiles.addTo(map); else tiles.remove();
    told.hidden = credits.hidden = !on;
  };
  panelsOf(map).control.append(choice("checkbox", "basemap", say("Hintergrund: {name}", about), true, show));
  show(true);
}
