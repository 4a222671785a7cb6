/** The form of a consultation: rows, the look of the text, and the area drawn on a map. */

import { data } from "../dom.js";
import { drawAreas } from "../map/areas.js";
import { boxOf, MapView } from "../map/map.js";
import { Outline } from "../map/outline.js";
import { get, submit } from "../request.js";
import { fill, number } from "../words.js";
import { editRows } from "./rows.js";

const POLAND = [14.1, 49.0, 24.2, 54.9];
const form = document.querySelector("[data-settings]");
const { extent, areas } = data("extent");
const drawing = form.querySelector("[data-drawing]");
const own = form.querySelector("[data-own-extent]");
const outline = form.elements.outline;
let view;
let ground;
let drawn;

editRows("phases");
editRows("categories");

const look = form.querySelector("[data-preview]");
look.addEventListener("click", async (event) => {
  event.preventDefault();
  const place = form.querySelector("[data-preview-place]");
  const body = new FormData();
  body.append("text", form.elements.text.value);
  try {
    const page = await submit(look.formAction, body);
    place.replaceChildren(page.querySelector("[data-preview-text]"));
  } catch {
    place.textContent = gettext("The server does not answer. Try again in a moment.");
  }
  place.hidden = false;
});

function chooseExtent() {
  own.hidden = form.elements.extent_kind.value !== "own";
  if (own.hidden) return;
  drawing.hidden = false;
  if (!view) startMap();
  else view.resized();
}

function startMap() {
  const element = document.getElementById("map");
  const home = extent ? boxOf(extent) : POLAND;
  view = new MapView(element, { home, baseMaps: data("base-maps") });
  if (extent) drawAreas(view, extent);
  drawn = new Outline(view, { onChange: keep });
  form.querySelector("[data-outline]").hidden = true;
  form.querySelector("[data-corner]").addEventListener("click", () => drawn.addHere());
  form.querySelector("[data-corner-back]").addEventListener("click", () => drawn.back());
  form.querySelector("[data-corners-clear]").addEventListener("click", () => drawn.clear());
  if (outline.value) again(outline.value);
  showTerritory();
}

/** What was drawn before the page came back. */
function again(text) {
  try {
    drawn.set(JSON.parse(text).coordinates[0].slice(0, -1));
  } catch {
    outline.value = "";
  }
}

/** Keep the drawn area in the form, once it is one. */
function keep(corners) {
  const ring = [...corners, corners[0]];
  outline.value = corners.length < 3 ? "" : JSON.stringify({ type: "Polygon", coordinates: [ring] });
  form.querySelector("[data-corners-told]").textContent = corners.length < 3
    ? gettext("An area has three corners or more.")
    : fill(ngettext("%(count)s corner", "%(count)s corners", corners.length), { count: number(corners.length) });
}

/** The chosen territory as the ground to draw on. */
async function showTerritory() {
  const area = areas[form.elements.territory.value];
  if (!view || !area) return;
  try {
    const feature = await get(`${document.getElementById("map").dataset.areas}${area.join("/")}/`);
    ground?.remove();
    ground = drawAreas(view, feature, { filled: !extent });
    if (!extent && !drawn.corners().length) view.fit(boxOf(feature), { animate: false });
  } catch {
    // Without its outline the area can be drawn all the same.
  }
}

for (const radio of form.elements.extent_kind) radio.addEventListener("change", chooseExtent);
form.elements.territory.addEventListener("change", showTerritory);
chooseExtent();
