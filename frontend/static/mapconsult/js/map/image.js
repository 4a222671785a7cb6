/** An image on any four corners, which Leaflet's own overlay (two corners, upright) cannot do. */

import L from "./leaflet.js";

const CornerImage = L.Layer.extend({
  initialize(url, corners, options) {
    this.url = url;
    this.corners = corners;
    L.setOptions(this, options);
  },

  onAdd(map) {
    this.image = L.DomUtil.create("img", "map-image leaflet-zoom-hide", this.getPane());
    this.image.alt = "";
    this.image.style.opacity = this.options.opacity ?? 1;
    this.image.onload = () => this.place();
    this.image.onerror = () => this.image.remove();
    this.image.src = this.url;
    map.on("viewreset zoomend", this.place, this);
  },

  onRemove(map) {
    map.off("viewreset zoomend", this.place, this);
    this.image.remove();
  },

  getAttribution() {
    return this.options.attribution;
  },

  place() {
    const { naturalWidth: width, naturalHeight: height } = this.image;
    if (!width) return;
    // Not rounded to pixels: from far away the four corners would be one, and there is no such projection.
    const origin = this._map.getPixelOrigin();
    const corners = this.corners.map((corner) => this._map.project(corner).subtract(origin));
    this.image.style.transform = `matrix3d(${onto(corners, width, height).join(",")})`;
  },
});

export function cornerImage(url, corners, options) {
  return new CornerImage(url, corners, options);
}

/**
 * The 4 x 4 matrix (by columns, as CSS wants it) of the projection that takes a rectangle of this size
 * to four points, clockwise from the top left.
 */
function onto([a, b, c, d], width, height) {
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const [ux, uy, vx, vy] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y];
  const whole = ux * vy - vx * uy;
  const g = (sx * vy - vx * sy) / whole;
  const k = (ux * sy - sx * uy) / whole;
  return [
    (b.x - a.x + g * b.x) / width, (b.y - a.y + g * b.y) / width, 0, g / width,
    (d.x - a.x + k * d.x) / height, (d.y - a.y + k * d.y) / height, 0, k / height,
    0, 0, 1, 0,
    a.x, a.y, 0, 1,
  ];
}
