/** Placing the corners of an image: on the map, or as numbers; each follows the other. */

import { data } from "../dom.js";
import { Ground } from "../map/ground.js";
import { MapView } from "../map/map.js";
import { Outline } from "../map/outline.js";

const CORNERS = ["north_west", "north_east", "south_east", "south_west"];
const part = document.querySelector("[data-corners]");
const inputs = CORNERS.map((name) => part.querySelector(`[name=${name}]`));
part.querySelector("[data-drawing]").hidden = false;

const { box, layers } = data("layers");
const element = document.getElementById("map");
const view = new MapView(element, { home: box, baseMaps: data("base-maps") });
new Ground(view, { obstacles: () => [], switches: null }).draw(layers, element.dataset.parts).catch(() => {
  // Corners can be placed by numbers all the same.
});
const outline = new Outline(view, { onChange: write, most: CORNERS.length });
part.querySelector("[data-corner]").addEventListener("click", () => outline.addHere());
part.querySelector("[data-corner-back]").addEventListener("click", () => outline.back());
for (const input of inputs) input.addEventListener("change", read);
read();

function write(corners) {
  inputs.forEach((input, index) => (input.value = corners[index]?.join(", ") ?? ""));
}

/** Draw what is written, once all four are. */
function read() {
  const corners = inputs.map((input) => input.value.split(",").map(Number));
  if (corners.every((corner) => corner.length === 2 && corner.every(Number.isFinite))) outline.set(corners);
}
