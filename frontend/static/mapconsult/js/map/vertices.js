/**
 * The points of a drawing as things to take hold of: dragged by mouse or finger, reached by Tab, moved by the
 * arrow keys, removed by Delete. Between two of them lies a smaller one, which becomes a point when it is used.
 */

import L from "./leaflet.js";
import { fill, number } from "../words.js";
import { pinSymbol } from "./pins.js";
import { stepOf } from "./roving.js";

const DRAFT = { color: "#0a5d85", ink: "#ffffff", shape: "drop", icon: "plus" };
const PIN = { iconSize: [56, 66], iconAnchor: [28, 62], className: "pin pin-chosen pin-draft" };
const DOT = { iconSize: [44, 44], iconAnchor: [22, 22] };
// What is seen of a point, for names that keep clear of it.
const DOT_SEEN = { iconSize: [20, 20], iconAnchor: [10, 10] };
// Pixels by which an arrow key moves a point, alone and with Shift.
const STEP = 4;
const LONG_STEP = 40;

export class Vertices {
  /**
   * @param {function} onMove (index, [lon, lat], {done}) while one is moved, and when that is done.
   * @param {function} onInsert (index, [lon, lat]) for a point between two others, which then has this index.
   * @param {function} onRemove (index)
   * @param {function} onSelect (index, or null when none has the focus any more)
   */
  constructor(view, { onMove, onInsert, onRemove, onSelect }) {
    Object.assign(this, { view, onMove, onInsert, onRemove, onSelect });
    this.layer = L.layerGroup().addTo(view.leaflet);
    this.markers = [];
  }

  /** Draw these places of a kind; the point that has the focus, or `focus`, keeps it. */
  draw(kind, places, focus = this.focused()) {
    this.layer.clearLayers();
    this.kind = kind;
    this.markers = places.map((place, index) => this.#vertex(place, index, places.length));
    if (kind !== "point") this.middles(places);
    const element = this.markers[Math.min(focus ?? -1, places.length - 1)]?.getElement();
    element?.focus({ preventScroll: true });
  }

  /** The index of the point that has the focus, else null. */
  focused() {
    const index = this.markers.findIndex((marker) => marker.getElement() === document.activeElement);
    return index < 0 ? null : index;
  }

  /** Boxes [left, top, right, bottom] in pixels. */
  boxes() {
    const { iconSize: [width, height], iconAnchor: [x, y] } = this.kind === "point" ? PIN : DOT_SEEN;
    return this.markers.map((marker) => {
      const at = this.view.leaflet.latLngToContainerPoint(marker.getLatLng());
      return [at.x - x, at.y - y, at.x - x + width, at.y - y + height];
    });
  }

  /** Lay the smaller points anew between these places. */
  middles(places) {
    this.between?.remove();
    this.between = L.layerGroup().addTo(this.layer);
    const last = this.kind === "polygon" && places.length > 2 ? places.length : places.length - 1;
    for (let i = 0; i < last; i++) this.#middle(places[i], places[(i + 1) % places.length], i + 1);
  }

  #vertex([lon, lat], index, count) {
    const isPin = this.kind === "point";
    const icon = isPin ? L.divIcon({ ...PIN, html: pinSymbol(DRAFT) }) : L.divIcon({ ...DOT, className: "vertex" });
    const marker = this.#marker([lat, lon], icon);
    const name = isPin
      ? gettext("Your pin. The arrow keys move it.")
      : fill(gettext("Point %(number)s of %(count)s"), { number: number(index + 1), count: number(count) });
    const element = marker.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", name);
    element.tabIndex = 0;
    element.addEventListener("keydown", (event) => this.#onKey(event, index));
    element.addEventListener("focus", () => this.onSelect(index));
    element.addEventListener("blur", () => this.onSelect(null));
    marker.on("click", () => element.focus({ preventScroll: true }));
    marker.on("drag", () => this.onMove(index, placeOf(marker), { done: false }));
    marker.on("dragend", () => this.onMove(index, placeOf(marker), { done: true }));
    return marker;
  }

  #middle(a, b, index) {
    const icon = L.divIcon({ ...DOT, className: "vertex vertex-between" });
    const marker = this.#marker([(a[1] + b[1]) / 2, (a[0] + b[0]) / 2], icon, this.between);
    marker.on("click dragend", () => this.onInsert(index, placeOf(marker)));
  }

  #marker(latLng, icon, layer = this.layer) {
    const options = { icon, draggable: true, keyboard: false, autoPan: true, pane: "selected" };
    return L.marker(latLng, options).addTo(layer);
  }

  #onKey(event, index) {
    const step = stepOf(event.key);
    if (step) this.#push(index, step, event.shiftKey ? LONG_STEP : STEP);
    else if (this.kind === "point") return;
    else if (event.key === "Delete") this.onRemove(index);
    else if (event.key === "Insert" || event.key === "+") this.#insertAfter(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #push(index, [dx, dy], pixels) {
    const map = this.view.leaflet;
    const from = map.latLngToContainerPoint(this.markers[index].getLatLng());
    this.markers[index].setLatLng(map.containerPointToLatLng([from.x + dx * pixels, from.y + dy * pixels]));
    const place = placeOf(this.markers[index]);
    this.onMove(index, place, { done: true });
    this.view.reveal(place);
  }

  #insertAfter(index) {
    const here = this.markers[index].getLatLng();
    const there = this.markers[(index + 1) % this.markers.length].getLatLng();
    this.onInsert(index + 1, rounded([(here.lng + there.lng) / 2, (here.lat + there.lat) / 2]));
  }
}

function placeOf(marker) {
  const { lng, lat } = marker.getLatLng();
  return rounded([lng, lat]);
}

function rounded(place) {
  return place.map((degrees) => Number(degrees.toFixed(7)));
}
