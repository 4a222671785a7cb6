/** Places that were drawn before, numbered, to be seen and nothing more. */

import L from "./leaflet.js";
import { h } from "../dom.js";
import { middleOf } from "./map.js";

const SIZE = { iconSize: [32, 32], iconAnchor: [16, 16] };

export class Marks {
  constructor(view) {
    this.view = view;
    this.layer = L.layerGroup().addTo(view.leaflet);
  }

  /** Show these and no others: [{geometry: GeoJSON, label}]; not `drawn` where their shapes are there already. */
  show(places, { drawn = true } = {}) {
    this.layer.clearLayers();
    for (const { geometry, label } of places) {
      if (drawn && geometry.type !== "Point") this.layer.addLayer(L.geoJSON(geometry, { interactive: false, style: { className: "map-drawn" } }));
      const icon = L.divIcon({ ...SIZE, className: "map-mark", html: h("span", {}, label) });
      const [lon, lat] = middleOf(geometry);
      this.layer.addLayer(L.marker([lat, lon], { icon, interactive: false, keyboard: false }));
    }
  }
}
