/** What lies under the pins: the plan with its names, and the parts of the territory. */

import { drawAreas } from "./areas.js";
import { Labels } from "./labels.js";
import { Plan } from "./plan.js";
import { get } from "../request.js";

export class Ground {
  /**
   * @param {function} obstacles () -> boxes in pixels that names keep clear of.
   * @param {HTMLElement|null} switches holds a `[data-layer]` checkbox for each layer of the plan.
   */
  constructor(view, { obstacles, switches }) {
    this.view = view;
    this.plan = new Plan(view);
    this.labels = new Labels(view, obstacles);
    // The zones of all plans, as GeoJSON features.
    this.zones = [];
    if (!switches) return;
    switches.hidden = false;
    switches.addEventListener("change", ({ target }) => this.plan.show(Number(target.dataset.layer), target.checked));
  }

  /** Draw the layers in their order, and the areas that `partsUrl` gives. Rejects when a plan is missing. */
  async draw(layers, partsUrl) {
    // All are asked for at once; pictures, which have a pane of their own, wait for none.
    for (const layer of layers) if (layer.kind === "image") this.plan.addImage(layer);
    const parts = get(partsUrl).catch(() => null);
    const zones = await Promise.all(layers.map((layer) => layer.kind === "plan" && get(layer.url)));
    layers.forEach((layer, index) => {
      if (layer.kind === "wms") this.plan.addService(layer);
      if (layer.kind === "plan") this.#drawZones(layer, zones[index]);
    });
    this.#drawParts(await parts);
  }

  /** Find room for the names again: the pins have changed. */
  placeLabels() {
    this.labels.place();
  }

  #drawZones({ id }, zones) {
    this.plan.addZones(id, zones);
    this.labels.add(zones.features);
    this.zones.push(...zones.features);
  }

  /** So that an empty sheet still says where one is; it can do without. */
  #drawParts(parts) {
    if (!parts) return;
    drawAreas(this.view, parts, { filled: false });
    this.labels.add(parts.features, { className: "map-label-area" });
  }
}
