/** What was looked for, on the map: the device's position with its accuracy, or a place that was found. */

import L from "./leaflet.js";

export class Found {
  constructor(view) {
    this.view = view;
    this.layer = L.layerGroup().addTo(view.leaflet);
  }

  /** A dot, with a circle of so many metres around it where the place is not known exactly. */
  show([lon, lat], metres = 0) {
    const still = { interactive: false };
    this.layer.clearLayers();
    if (metres) this.layer.addLayer(L.circle([lat, lon], { ...still, radius: metres, className: "found-around" }));
    this.layer.addLayer(L.circleMarker([lat, lon], { ...still, radius: 8, className: "found-dot" }));
    const sides = L.latLng(lat, lon).toBounds(Math.max(metres, 60) * 2);
    this.view.fit([sides.getWest(), sides.getSouth(), sides.getEast(), sides.getNorth()], { animate: false, maxZoom: 17 });
    this.view.centerOn([lon, lat]);
  }

  clear() {
    this.layer.clearLayers();
  }
}
