/** The place that remarks are asked for by: a drawn area or a circle, above all that is counted, out of reach. */

import L from "./leaflet.js";

const OPTIONS = { className: "map-asked", interactive: false, pane: "selected" };

export class Asked {
  constructor(view) {
    this.view = view;
    this.layer = L.layerGroup().addTo(view.leaflet);
  }

  /** Draw a ring of [lon, lat], or nothing. */
  ring(places) {
    this.layer.clearLayers();
    if (places) this.layer.addLayer(L.polygon(places.map(([lon, lat]) => [lat, lon]), OPTIONS));
  }

  /** Draw a circle of so many metres around a place, or nothing. */
  circle(place, metres) {
    this.layer.clearLayers();
    if (place) this.layer.addLayer(L.circle([place[1], place[0]], { ...OPTIONS, radius: metres }));
  }

  clear() {
    this.layer.clearLayers();
  }
}
