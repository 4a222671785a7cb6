/** The layers of a plan: zones, images laid on by their corners, map services. */

import L from "./leaflet.js";
import { cornerImage } from "./image.js";

export class Plan {
  constructor(view) {
    this.view = view;
    this.layers = new Map();
  }

  /** Draw the zones of a plan, a GeoJSON FeatureCollection with name, fill, stroke and opacity. */
  addZones(id, collection) {
    const style = ({ properties: { fill, stroke, opacity } }) =>
      ({ color: stroke, fillColor: fill, fillOpacity: opacity, weight: 1.5, className: "map-zone" });
    const pointToLayer = ({ properties }, latlng) => L.circleMarker(latlng, { radius: 5, pane: "plan", ...style({ properties }) });
    this.#add(id, L.geoJSON(collection, { interactive: false, pane: "plan", style, pointToLayer }));
  }

  /** Lay an image on its corners, [lon, lat] from the north-west clockwise. */
  addImage({ id, url, corners, opacity, attribution }) {
    const options = { opacity, attribution: plain(attribution), pane: "images" };
    this.#add(id, cornerImage(url, corners.map(([lon, lat]) => [lat, lon]), options));
  }

  addService({ id, url, wms_layers: layers, opacity, attribution }) {
    const how = { format: "image/png", transparent: true, maxZoom: 22, pane: "plan" };
    this.#add(id, L.tileLayer.wms(url, { layers, opacity, attribution: plain(attribution), ...how }));
  }

  show(id, on) {
    const layer = this.layers.get(id);
    if (!layer) return;
    if (on) layer.addTo(this.view.leaflet);
    else layer.remove();
  }

  #add(id, layer) {
    this.layers.set(id, layer.addTo(this.view.leaflet));
  }
}

/** Leaflet takes an attribution for HTML; what an office wrote is text. */
function plain(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
