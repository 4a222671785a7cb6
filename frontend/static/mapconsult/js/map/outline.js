/**
 * Drawing an area corner by corner: by taps, or by bringing a corner's place under the cross with the arrow
 * keys and pressing Enter. Corners can be dragged; the last leads back to the first.
 */

import L from "./leaflet.js";
import { h } from "../dom.js";

const CORNER = { iconSize: [24, 24], iconAnchor: [12, 12] };

export class Outline {
  /** @param {function} onChange (corners as [lon, lat]) after each change. */
  constructor(view, { onChange, most = Infinity }) {
    Object.assign(this, { view, onChange, most });
    this.markers = [];
    this.shape = L.polygon([], { className: "map-drawn", interactive: false }).addTo(view.leaflet);
    this.cross = h("div", { class: "crosshair", "aria-hidden": "true" });
    view.element.append(this.cross);
    view.element.classList.add("map-placing");
    view.onTap((place) => this.add(place));
    view.element.addEventListener("keydown", (event) => this.#onKey(event));
    view.leaflet.on("move resize", () => this.#center());
    this.#center();
  }

  /** [[lon, lat], ...] */
  corners() {
    return this.markers.map((marker) => {
      const { lng, lat } = marker.getLatLng();
      return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
    });
  }

  add([lon, lat]) {
    if (this.markers.length === this.most) return;
    const icon = L.divIcon({ ...CORNER, className: "map-corner", html: String(this.markers.length + 1) });
    const marker = L.marker([lat, lon], { icon, draggable: true, keyboard: false });
    marker.on("drag", () => this.#draw());
    marker.on("dragend", () => this.#changed());
    this.markers.push(marker.addTo(this.view.leaflet));
    this.#changed();
  }

  /** A corner at the cross. */
  addHere() {
    this.add(this.view.center());
  }

  back() {
    this.markers.pop()?.remove();
    this.#changed();
  }

  /** Other corners instead of these, without telling. */
  set(corners) {
    for (const marker of this.markers) marker.remove();
    this.markers = [];
    const told = this.onChange;
    this.onChange = () => {};
    for (const corner of corners) this.add(corner);
    this.onChange = told;
    this.#draw();
  }

  clear() {
    this.set([]);
    this.onChange([]);
  }

  #changed() {
    this.#draw();
    this.onChange(this.corners());
  }

  #draw() {
    this.shape.setLatLngs(this.markers.map((marker) => marker.getLatLng()));
  }

  #onKey(event) {
    if (event.target !== this.view.element) return;
    if (event.key === "Enter") this.addHere();
    else if (event.key === "Backspace") this.back();
    else return;
    event.preventDefault();
  }

  #center() {
    const { x, y } = this.view.centerPixel();
    this.cross.style.transform = `translate(${x}px, ${y}px)`;
  }
}
