/**
 * Choosing a place: tap the map, or bring the place under the crosshair (by dragging or with the arrow
 * keys, which move the map) and press Enter or the button. Then the pin can be dragged.
 */

import L from "./leaflet.js";
import { h } from "../dom.js";
import { pinSymbol } from "./pins.js";

const DRAFT = { color: "#0a5d85", ink: "#ffffff", shape: "drop", icon: "plus" };
const SIZE = { iconSize: [56, 66], iconAnchor: [28, 62] };

export class Draw {
  /** @param {function} onPlace ([lon, lat]) for each place chosen; @param {function} onCancel () for Escape. */
  constructor(view, { onPlace, onCancel }) {
    this.view = view;
    this.onPlace = onPlace;
    this.crosshair = h("div", { class: "crosshair", hidden: true, "aria-hidden": "true" });
    view.element.append(this.crosshair);
    view.element.addEventListener("keydown", (event) => {
      if (this.crosshair.hidden) return;
      if (event.key === "Enter" && event.target === view.element) this.here();
      if (event.key === "Escape") onCancel();
    });
    view.leaflet.on("move resize", () => this.#center());
  }

  start() {
    this.remove();
    this.view.element.classList.add("map-placing");
    this.crosshair.hidden = false;
    this.#center();
    this.stopTaps ??= this.view.onTap((place) => this.onPlace(place));
  }

  stop() {
    this.view.element.classList.remove("map-placing");
    this.crosshair.hidden = true;
    this.stopTaps?.();
    this.stopTaps = null;
  }

  /** Choose what lies under the crosshair. */
  here() {
    this.onPlace(this.view.center());
  }

  /** Stand a pin on the place; `onDrag(place)` hears where it was dragged to. */
  mark([lon, lat], onDrag) {
    this.remove();
    const icon = L.divIcon({ ...SIZE, className: "pin pin-chosen pin-draft", html: pinSymbol(DRAFT) });
    this.marker = L.marker([lat, lon], { icon, draggable: true, keyboard: false, autoPan: true, pane: "selected" });
    this.marker.on("dragend", () => {
      const { lng, lat: north } = this.marker.getLatLng();
      onDrag([Number(lng.toFixed(7)), Number(north.toFixed(7))]);
    });
    this.marker.addTo(this.view.leaflet);
  }

  /** The box of the pin, as Pins.boxes() has it. */
  boxes() {
    if (!this.marker) return [];
    const { x, y } = this.view.leaflet.latLngToContainerPoint(this.marker.getLatLng());
    const [left, top] = [x - SIZE.iconAnchor[0], y - SIZE.iconAnchor[1]];
    return [[left, top, left + SIZE.iconSize[0], top + SIZE.iconSize[1]]];
  }

  remove() {
    this.marker?.remove();
    this.marker = null;
  }

  #center() {
    if (this.crosshair.hidden) return;
    const { x, y } = this.view.centerPixel();
    this.crosshair.style.transform = `translate(${x}px, ${y}px)`;
  }
}
