/** The area a consultation is about: dimmed outside, a line around it, and the way back for who stands outside. */

import L from "./leaflet.js";
import { fill, distance } from "../words.js";
import { nearest, ringsOf, within } from "./geometry.js";

const WORLD = [[-85, -360], [-85, 360], [85, 360], [85, -360]];

export class Border {
  /** @param {object} extent GeoJSON Polygon or MultiPolygon. */
  constructor(view, extent) {
    this.view = view;
    this.rings = ringsOf(extent);
    const holes = this.rings.map((ring) => ring.map(([lon, lat]) => [lat, lon]));
    const still = { interactive: false, pane: "plan" };
    L.polygon([WORLD, ...holes], { ...still, className: "map-mask", smoothFactor: 0.5 }).addTo(view.leaflet);
    this.line = L.polygon(holes, { ...still, className: "map-border", smoothFactor: 0.5 }).addTo(view.leaflet);
    this.pointer = L.layerGroup().addTo(view.leaflet);
    view.element.classList.add("map-masked");
  }

  contains(place) {
    return within(place, this.rings);
  }

  /** "The border is 340 m to the north." for a place outside. */
  words(place) {
    const { metres, azimuth } = nearest(place, this.rings);
    const directions = compass();
    const direction = directions[Math.round(azimuth / 45) % directions.length];
    return fill(gettext("The border is %(distance)s %(direction)s."), { distance: distance(metres), direction });
  }

  /** Draw the border strongly, with a line that leads to it from the place. */
  point(place) {
    this.clear();
    const there = nearest(place, this.rings).place;
    const way = [place, there].map(([lon, lat]) => [lat, lon]);
    L.polyline(way, { className: "map-way", interactive: false }).addTo(this.pointer);
    L.circleMarker(way[0], { className: "map-way-end", interactive: false, radius: 7 }).addTo(this.pointer);
    this.line.getElement()?.classList.add("map-border-strong");
    return there;
  }

  clear() {
    this.pointer.clearLayers();
    this.line.getElement()?.classList.remove("map-border-strong");
  }
}

function compass() {
  return [
    gettext("to the north"),
    gettext("to the north-east"),
    gettext("to the east"),
    gettext("to the south-east"),
    gettext("to the south"),
    gettext("to the south-west"),
    gettext("to the west"),
    gettext("to the north-west"),
  ];
}
