/** The zones of a plan as things to choose: by a click, or by Tab, arrows and Enter. */

import L from "./leaflet.js";
import { Shapes } from "./shapes.js";

export class ZonePicker {
  /** @param {function} onPick (zone) a GeoJSON feature with id and name. */
  constructor(view, onPick) {
    this.view = view;
    this.shapes = new Shapes(view, { onOpen: onPick });
    this.chosen = L.geoJSON(null, { className: "map-drawn", interactive: false, pane: "plan" }).addTo(view.leaflet);
  }

  /** Offer these zones; the smaller lie over the larger. [] for none. */
  offer(zones) {
    const shapes = zones.filter(({ geometry }) => geometry.type.endsWith("Polygon"));
    const sorted = [...shapes].sort((a, b) => extentOf(b) - extentOf(a));
    this.shapes.show(sorted, ({ properties: { name } }) => ({ className: "zone-choice", name, words: [name] }));
  }

  /** Draw this zone as the chosen one, and bring it into view; null for none. */
  choose(zone) {
    this.chosen.clearLayers();
    if (!zone) return;
    this.chosen.addData(zone);
    const { lng, lat } = this.chosen.getBounds().getCenter();
    this.view.reveal([lng, lat]);
  }
}

/** How much of the map a zone takes: that of the box around it. */
function extentOf({ geometry }) {
  const bounds = L.geoJSON(geometry).getBounds();
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}
