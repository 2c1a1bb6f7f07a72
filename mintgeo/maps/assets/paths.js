// Areas and lines of Leaflet that are projected from the steps of the page themselves, without an object
// for every corner: what has fewer pixels than corners asks for few of them. They end at the same pixels.
const WORLD = { radius: 6378137, turn: Math.PI / 180, farthest: 85.0511287798, part: .5 / (Math.PI * 6378137) };

/** @param {PackedLines} packed @returns {Corners} */
function cornersOf({ shape, scale, type }) {
  // Lines as [x, y, x, y, …] on the square of Web Mercator, whose side is 1, and the box around them.
  const [box, closed] = [[Infinity, Infinity, -Infinity, -Infinity], type === "MultiPolygon"];
  const lines = partsOf(shape).flat().map((line) => {
    const [found, last] = [new Float64Array(line.length), line.length - 2];
    for (let i = 0; i <= last; i += 2) {
      const held = Math.max(Math.min(WORLD.farthest, line[i + 1] / scale), -WORLD.farthest);
      const sin = Math.sin(held * WORLD.turn);
      const x = found[i] = WORLD.part * (WORLD.radius * (line[i] / scale) * WORLD.turn) + .5;
      const y = found[i + 1] = -WORLD.part * (WORLD.radius * Math.log((1 + sin) / (1 - sin)) / 2) + .5;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
    // Leaflet's rings do not end where they began.
    return closed && last > 0 && line[last] === line[0] && line[last + 1] === line[1] ? found.subarray(0, last) : found;
  });
  return { lines, box };
}

/** @param {Float64Array} line @param {number} scale @param {L.Point} origin @param {number} apart @returns {L.Point[]} */
function pixelsOf(line, scale, origin, apart) {
  // Corners in pixels; the last, and others that are farther than some pixels from the one before.
  const found = [];
  const last = line.length - 2;
  for (let i = 0, left = Infinity, top = Infinity; i <= last; i += 2) {
    const x = Math.round(scale * line[i]) - origin.x;
    const y = Math.round(scale * line[i + 1]) - origin.y;
    if (i < last && (x - left) * (x - left) + (y - top) * (y - top) <= apart) continue;
    found.push(new L.Point(x, y));
    left = x;
    top = y;
  }
  return found;
}

/** @param {any} Path @returns {new (feature: Feature<any>, options: L.PathOptions) => L.Polyline & { defaultOptions?: any }} */
function packedPath(Path) {
  const { _project, _clipPoints, _setLatLngs } = Path.prototype;
  const Packed = Path.extend({
    /** @param {Feature<any>} feature @param {L.PathOptions} options */
    initialize(feature, options) {
      L.Util.setOptions(this, options);
      this.feature = feature;
    },

    _project() {
      if (this._map.options.crs !== L.CRS.EPSG3857) return _project.call(this);
      this.corners ||= cornersOf(this.feature.packed);
      if (!this.corners.lines.length) return;
      this._rawPxBounds = L.bounds(pixelsOf(this.corners.box, this.sideOf(), this._map.getPixelOrigin(), -1));
      this._updateBounds();
    },

    _clipPoints() {
      const { corners, _renderer, _rawPxBounds, _pxBounds, options } = this;
      const { min, max } = _renderer._bounds;
      const edge = L.point(options.weight, options.weight);  // Leaflet cuts areas that far outside
      const seen = corners && _pxBounds && _pxBounds.intersects(L.bounds(min.subtract(edge), max.add(edge)));
      const whole = seen && !options.noClip && _renderer._bounds.contains(_rawPxBounds);
      const apart = whole && options.smoothFactor ? options.smoothFactor ** 2 : -1;
      if (seen) this._rings = corners.lines.map((/** @type {Float64Array} */ line) =>
        pixelsOf(line, this.sideOf(), this._map.getPixelOrigin(), apart));
      if (whole) this._parts = this._rings; else _clipPoints.call(this);
    },

    sideOf() {
      return L.CRS.EPSG3857.scale(this._map.getZoom());
    },
  });
  // Places in degrees are made when somebody asks for them.
  ["_latlngs", "_bounds"].forEach((name) => Object.defineProperty(Packed.prototype, name, {
    get() {
      const { type, coordinates } = this.feature.geometry;
      _setLatLngs.call(this, L.GeoJSON.coordsToLatLngs(coordinates, type === "MultiPolygon" ? 2 : 1));
      return this[name];
    },
    set(value) { Object.defineProperty(this, name, { value, writable: true }); },
  }));
  return Packed;
}

const PATHS = { MultiPolygon: packedPath(L.Polygon), MultiLineString: packedPath(L.Polyline) };

/** @param {L.Map} map @param {keyof typeof PANES} name @param {Features<any> | Feature<any>} shapes @param {L.GeoJSONOptions & { renderer?: L.Renderer }} options */
function areasOf(map, name, shapes, options) {
  const group = L.geoJSON(undefined, { pane: pane(map, name), ...options });
  ("features" in shapes ? shapes.features : [shapes]).forEach((feature) => {
    const layer = new PATHS[feature.packed.type](feature, /** @type {any} */ (group.options));
    layer.defaultOptions = layer.options;
    group.resetStyle(layer);
    if (options.onEachFeature) options.onEachFeature(feature, layer);
    group.addLayer(layer);
  });
  return group;
}
