/** Places of what waits on this device to be sent: drawn as they are, apart from what everybody sees. */

import L from "./leaflet.js";
import { h, icon } from "../dom.js";

const SIZE = 32;

export class Waiting {
  /** @param {MapView} view */
  constructor(view) {
    this.layer = L.layerGroup().addTo(view.leaflet);
  }

  /** Draw these GeoJSON geometries and no others; `label` says what they are. */
  show(geometries, label) {
    this.layer.clearLayers();
    for (const geometry of geometries) this.layer.addLayer(drawn(geometry, label));
  }
}

function drawn(geometry, label) {
  const pointToLayer = (_feature, place) => {
    const html = h("span", { role: "img", "aria-label": label, title: label }, icon("clock"));
    const mark = L.divIcon({ className: "map-waiting-mark", html, iconSize: [SIZE, SIZE] });
    return L.marker(place, { icon: mark, interactive: false, keyboard: false, pane: "selected" });
  };
  return L.geoJSON(geometry, { pointToLayer, interactive: false, className: "map-waiting" });
}
