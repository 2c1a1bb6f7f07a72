// People as squares on a canvas of their own: twenty thousand are drawn anew in a few milliseconds.
const PEOPLE_COLOURS = { before: "#9fb3c1", reached: "#1c9099", lost: "#d9772b" };

/** @type {new (cover: Cover) => CrowdLayer} */
const Crowd = L.Layer.extend({
  /** @param {Cover} cover */
  initialize(cover) {
    Object.assign(this, { cover, waiting: 0, places: null });
  },

  /** @param {L.Map} map */
  onAdd(map) {
    const { lats, lons } = this.cover;
    this.places ||= Array.from(lats, (lat, at) => map.project([lat, lons[at]], 0));
    this.canvas = element("canvas", "", "leaflet-zoom-hide crowd");
    attach(this.canvas, { "aria-hidden": "true" });
    /** @type {HTMLElement} */ (map.getPane(pane(map, "homes"))).append(this.canvas);
    map.on("moveend resize", this.reset, this);
    this.reset();
  },

  /** @param {L.Map} map */
  onRemove(map) {
    map.off("moveend resize", this.reset, this);
    cancelAnimationFrame(this.waiting);
    this.canvas.remove();
  },

  reset() {
    // Squares that are seen, with their corner and side in pixels.
    const { x, y } = this._map.getSize();
    const sharp = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: x * sharp, height: y * sharp });
    Object.assign(this.canvas.style, { width: `${x}px`, height: `${y}px` });
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    const scale = this._map.getZoomScale(this._map.getZoom(), 0);
    const { min } = this._map.getPixelBounds();
    const [most, { people }] = [4 + Math.max(0, this._map.getZoom() - 7) * 2.5, this.cover];
    const largest = people.reduce((/** @type {number} */ a, /** @type {number} */ b) => Math.max(a, b), 1);
    this.seen = [];
    this.drawn = new Uint8Array(people.length);
    this.places.forEach((/** @type {L.Point} */ place, /** @type {number} */ at) => {
      const side = Math.max(1.5, most * Math.sqrt(people[at] / largest));
      const [left, top] = [place.x * scale - min.x - side / 2, place.y * scale - min.y - side / 2];
      if (left > -side && top > -side && left < x && top < y) this.seen.push([at, left * sharp, top * sharp, side * sharp]);
    });
    this.draw();
  },

  draw() {
    // Colour by colour, and only what looks otherwise than before.
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const [{ before, times }, drawn] = [this.cover, this.drawn];
    Object.values(PEOPLE_COLOURS).forEach((colour, position) => {
      pen.fillStyle = colour;
      this.seen.forEach((/** @type {number[]} */ [at, left, top, side]) => {
        if ((before[at] ? 0 : times[at] ? 1 : 2) !== position || drawn[at] === position + 1) return;
        drawn[at] = position + 1;
        pen.fillRect(left, top, side, side);
      });
    });
  },

  redraw() {
    // Once a frame, however often something changes in it.
    cancelAnimationFrame(this.waiting);
    if (this._map) this.waiting = requestAnimationFrame(() => this.draw());
  },
});
