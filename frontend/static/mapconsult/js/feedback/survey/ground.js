/** The maps of a survey: each is made when its part is shown, with the plan under it. */

import { data } from "../../dom.js";
import { Border } from "../../map/border.js";
import { Ground } from "../../map/ground.js";
import { MapView } from "../../map/map.js";

const config = document.getElementById("survey-map") && data("survey-map");

/** {view, border, ground} in an element; `obstacles()` are boxes that names keep clear of. */
export function makeMap(element, partsUrl, obstacles = () => []) {
  const view = new MapView(element, { home: config.start, whole: config.extent, baseMaps: data("base-maps") });
  const border = new Border(view, config.border);
  const ground = new Ground(view, { obstacles, switches: null });
  ground.draw(config.layers, partsUrl).catch(() => {}); // Marking a place does without the plan.
  return { view, border, ground };
}

/** The shape of a prepared place, GeoJSON; undefined where none is drawn. */
export function shapeOf(choice) {
  return config.shapes[choice];
}
