/** Outlines of areas as a quiet ground: land on the front page, parts of the territory around a plan. */

import L from "./leaflet.js";

/** Draw a GeoJSON FeatureCollection of areas, filled as land or as lines only. */
export function drawAreas(view, collection, { filled = true } = {}) {
  const className = filled ? "map-land" : "map-parts";
  const options = { className, interactive: false, pane: "plan", weight: 1, smoothFactor: 0.5 };
  return L.geoJSON(collection, options).addTo(view.leaflet);
}
