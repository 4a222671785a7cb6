/** The plan layers of a consultation as residents see them. */

import { data } from "../dom.js";
import { Ground } from "../map/ground.js";
import { MapView } from "../map/map.js";

const { box, layers } = data("layers");
const element = document.getElementById("map");
const view = new MapView(element, { home: box, baseMaps: data("base-maps") });
const ground = new Ground(view, { obstacles: () => [], switches: null });
const notice = document.querySelector("[data-map-notice]");

try {
  await ground.draw(layers, element.dataset.parts);
} catch {
  notice.textContent = gettext("The plan could not be loaded. Load the page again in a moment.");
  notice.hidden = false;
}
