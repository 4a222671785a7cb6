/** Names of zones and areas, shown where there is room for them and never across a pin or each other. */

import { h } from "../dom.js";
import { ringsOf, roomiest, within } from "./geometry.js";

const GAP = 3;
// A name may be this much wider than the circle that fits around its place.
const OVERHANG = 2.4;
const SHIFTS = [[0, 0], [0, -20], [0, 20], [0, -40], [0, 40], [-40, 0], [40, 0]];

export class Labels {
  /** @param {function} obstacles () -> boxes [left, top, right, bottom] in pixels that stay free. */
  constructor(view, obstacles) {
    this.view = view;
    this.obstacles = obstacles;
    this.labels = [];
    this.pane = view.leaflet.getPane("labels");
    view.leaflet.on("zoomstart", () => this.pane.classList.add("labels-moving"));
    view.leaflet.on("moveend zoomend", () => this.place());
  }

  /** Add a name to every feature; what is added first has the right of way. */
  add(features, { className = "" } = {}) {
    for (const { geometry, properties } of features) {
      const rings = ringsOf(geometry);
      if (!rings.length) continue;
      const element = h("div", { class: `map-label ${className}` }, properties.name);
      this.pane.append(element);
      const size = [element.offsetWidth, element.offsetHeight];
      this.labels.push({ element, size, rings, ...roomiest(rings) });
    }
    this.place();
  }

  /** Take all names away. */
  clear() {
    for (const { element } of this.labels) element.remove();
    this.labels = [];
  }

  /** Find a free place for each, or hide it. */
  place() {
    const taken = this.obstacles();
    for (const label of this.labels) {
      const spot = this.#fits(label) ? this.#freeSpot(label, taken) : null;
      label.element.hidden = !spot;
      if (!spot) continue;
      taken.push(spot.box);
      const { x, y } = this.view.leaflet.containerPointToLayerPoint([spot.box[0], spot.box[1]]);
      label.element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    }
    this.pane.classList.remove("labels-moving");
  }

  #fits({ size, place: [lon, lat], room }) {
    const map = this.view.leaflet;
    const across = 2 * (map.latLngToContainerPoint([lat - room, lon]).y - map.latLngToContainerPoint([lat, lon]).y);
    return size[0] <= across * OVERHANG && size[1] <= across * OVERHANG / 2;
  }

  #freeSpot({ size: [width, height], place: [lon, lat], rings }, taken) {
    const map = this.view.leaflet;
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    for (const [dx, dy] of SHIFTS) {
      const { lng, lat: north } = map.containerPointToLatLng([x + dx, y + dy]);
      if ((dx || dy) && !within([lng, north], rings)) continue;
      const [left, top] = [x + dx - width / 2, y + dy - height / 2];
      const box = [left, top, left + width, top + height];
      if (!taken.some((other) => overlaps(box, other))) return { box };
    }
    return null;
  }
}

function overlaps(a, b) {
  return a[0] < b[2] + GAP && b[0] < a[2] + GAP && a[1] < b[3] + GAP && b[1] < a[3] + GAP;
}
