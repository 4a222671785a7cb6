/** Prepared places on the map: points, lines and areas, each with its number or name at its middle. */

import L from "./leaflet.js";
import { h } from "../dom.js";

const LABEL = { iconSize: [24, 24], iconAnchor: [12, 12], className: "map-corner" };

export class Places {
  constructor(view) {
    this.view = view;
    this.group = L.featureGroup().addTo(view.leaflet);
  }

  /** @param {object[]} places [{name, geometry}]; one without a geometry is left out. */
  show(places) {
    this.group.clearLayers();
    for (const { name, geometry } of places) {
      if (geometry) this.#add(name, geometry);
    }
  }

  #add(name, geometry) {
    const icon = L.divIcon({ ...LABEL, html: h("span", {}, name) });
    const mark = (latLng) => L.marker(latLng, { icon, interactive: false, keyboard: false });
    const shape = L.geoJSON(geometry, { className: "map-drawn", interactive: false, pointToLayer: (_feature, latLng) => mark(latLng) });
    this.group.addLayer(shape);
    if (geometry.type !== "Point") this.group.addLayer(mark(shape.getBounds().getCenter()));
  }
}
