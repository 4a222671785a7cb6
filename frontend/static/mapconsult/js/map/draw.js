/**
 * Drawing one point, line or area: tap the map, or bring the place under the cross (by dragging the map or with
 * the arrow keys) and press Enter or the button. A point is done with its first place; a line or an area when it
 * is finished, by the button or by setting a point twice at one place (Enter twice, a double click).
 * Its points can be moved, removed and added between at any time, also after that.
 */

import L from "./leaflet.js";
import { announce } from "../announce.js";
import { Crosshair } from "./crosshair.js";
import { DrawTools } from "./draw-tools.js";
import { flawOf, geometryOf, placesOf, sizeOf } from "./measure.js";
import { Vertices } from "./vertices.js";

// Pixels: two points set closer than this are one place.
const SAME = 6;

export class Draw {
  /**
   * @param {MapView} view
   * @param {HTMLElement} tools what consultations/_draw_tools.html gives; a drawing of points alone can do without.
   * @param {function} onChange (GeoJSON, or null while it is not complete) when a point was set, moved or removed.
   * @param {function} onFinish (GeoJSON) for a point as it is set, for a line or an area when it is finished.
   * @param {function} onCancel () for Escape.
   */
  constructor(view, { tools = null, onChange = () => {}, onFinish, onCancel = () => {} }) {
    Object.assign(this, { view, onChange, onFinish, onCancel, kind: "point", places: [], earlier: [] });
    this.crosshair = new Crosshair(view);
    this.shape = L.layerGroup().addTo(view.leaflet);
    this.guide = L.polyline([], { className: "map-guide", interactive: false }).addTo(view.leaflet);
    this.tools = tools && new DrawTools(tools, this);
    this.vertices = new Vertices(view, {
      onMove: (index, place, { done }) => this.#move(index, place, done),
      onInsert: (index, place) => this.#change([...this.places.slice(0, index), place, ...this.places.slice(index)], { focus: index }),
      onRemove: (index) => this.remove(index),
      onSelect: (index) => this.tools?.select(index),
    });
    view.element.addEventListener("keydown", (event) => this.#onKey(event));
    view.leaflet.on("move", () => this.#aim(view.center()));
    view.leaflet.on("mousemove", ({ latlng }) => this.#aim([latlng.lng, latlng.lat]));
  }

  /** Draw a new geometry of this kind, or go on with one that is given. */
  start({ kind = "point", geometry = null } = {}) {
    this.show(geometry);
    this.kind = geometry ? placesOf(geometry).kind : kind;
    this.crosshair.show();
    this.view.leaflet.doubleClickZoom[this.kind === "point" ? "enable" : "disable"]();
    this.stopTaps ??= this.view.onTap((place) => this.add(place));
    this.#draw();
  }

  /** No further points; those on the map can still be moved. */
  stop() {
    this.crosshair.hide();
    this.view.leaflet.doubleClickZoom.enable();
    this.stopTaps?.();
    this.stopTaps = null;
    this.#draw();
  }

  /** Stand a geometry on the map, to be moved but not yet continued; null takes everything off. */
  show(geometry) {
    Object.assign(this, { places: [], earlier: [] }, geometry && placesOf(geometry));
    this.#draw();
  }

  clear() {
    this.show(null);
  }

  /** What is drawn, as GeoJSON; null while it is not complete. */
  get geometry() {
    return geometryOf(this.kind, this.places);
  }

  /** Why it cannot be sent, as a sentence; null when it can. */
  get flaw() {
    return flawOf(this.kind, this.places);
  }

  /** "4 points, 1.2 ha" */
  get size() {
    return sizeOf(this.kind, this.places);
  }

  /** Whether points are being set now. */
  get active() {
    return this.crosshair.shown;
  }

  /** Set a point. */
  add(place) {
    if (this.kind === "point") return this.#finishPoint(place);
    if (this.#isLast(place)) return this.finish();
    return this.#change([...this.places, place]);
  }

  /** Set a point under the cross. */
  here() {
    this.add(this.view.center());
  }

  /** Take back the last change, whatever it was. */
  undo() {
    if (!this.earlier.length) return announce(gettext("There is nothing to undo."));
    return this.#change(this.earlier.pop(), { keep: false });
  }

  remove(index) {
    this.#change(this.places.filter((_, other) => other !== index), { focus: index });
    if (!this.places.length) this.view.element.focus({ preventScroll: true });
  }

  /** Begin anew; undo brings it back. */
  restart() {
    this.#change([]);
    this.view.element.focus({ preventScroll: true });
  }

  finish() {
    if (!this.flaw) return this.onFinish(this.geometry);
    this.tools?.refuse(this.flaw);
    return announce(this.flaw);
  }

  /** The boxes of the points in pixels, as Pins.boxes() has them. */
  boxes() {
    return this.vertices.boxes();
  }

  #finishPoint(place) {
    this.places = [place];
    this.#draw();
    this.onFinish(this.geometry);
  }

  #isLast(place) {
    const last = this.places.at(-1);
    if (!last) return false;
    const [a, b] = [last, place].map(([lon, lat]) => this.view.leaflet.latLngToContainerPoint([lat, lon]));
    return a.distanceTo(b) < SAME;
  }

  #change(places, { keep = true, focus } = {}) {
    if (keep) this.earlier.push(this.places);
    this.places = places;
    this.#draw(focus);
    announce(this.size);
    this.onChange(this.flaw ? null : this.geometry);
  }

  /** While it is dragged only the shape follows: the point itself must stay the one that is held. */
  #move(index, place, done) {
    this.before ??= this.places;
    this.places = this.places.map((other, at) => (at === index ? place : other));
    this.#outline();
    if (!done) return;
    this.earlier.push(this.before);
    this.before = null;
    if (this.kind !== "point") this.vertices.middles(this.places);
    this.tools?.update();
    announce(this.kind === "point" ? gettext("The pin is moved.") : this.size);
    this.onChange(this.flaw ? null : this.geometry);
  }

  #draw(focus) {
    this.vertices.draw(this.kind, this.places, focus);
    this.#outline();
    this.#aim(this.view.center());
    this.tools?.update();
  }

  #outline() {
    this.shape.clearLayers();
    if (this.kind === "point" || this.places.length < 2) return;
    const isLine = this.kind === "line" || this.places.length < 3;
    const crossed = !isLine && this.flaw;
    const className = `map-drawn ${isLine ? "map-drawn-line" : ""} ${crossed ? "map-drawn-crossed" : ""}`;
    const latLngs = this.places.map(([lon, lat]) => [lat, lon]);
    this.shape.addLayer((isLine ? L.polyline : L.polygon)(latLngs, { className, interactive: false }));
  }

  /** A thin line from the last point to where the next one would be. */
  #aim([lon, lat]) {
    const last = this.active && this.kind !== "point" && this.places.at(-1);
    this.guide.setLatLngs(last ? [[last[1], last[0]], [lat, lon]] : []);
  }

  #onKey(event) {
    if (!this.active) return;
    if (event.key === "Escape") this.onCancel();
    if (event.key === "Enter" && event.target === this.view.element) this.here();
    else if (event.key === "Backspace" && this.kind !== "point") this.undo();
    else return;
    event.preventDefault();
  }
}
