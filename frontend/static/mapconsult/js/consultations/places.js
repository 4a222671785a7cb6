/** The places to choose from: rows, each with a shape that is drawn on the map. Without this it is pasted. */

import { announce } from "../announce.js";
import { data } from "../dom.js";
import { Draw } from "../map/draw.js";
import { keys } from "../map/draw-tools.js";
import { Ground } from "../map/ground.js";
import { MapView } from "../map/map.js";
import { Places } from "../map/places.js";
import { fill } from "../words.js";
import { editRows } from "./rows.js";

const KINDS = { Point: gettext("a point"), LineString: gettext("a line"), Polygon: gettext("an area"), MultiPolygon: gettext("an area") };
const rows = document.querySelector('[data-rows="choices"]');
const tools = document.querySelector("[data-tools]");
document.querySelector("[data-drawing]").hidden = false;

const { box, layers } = data("layers");
const element = document.getElementById("map");
const view = new MapView(element, { home: box, baseMaps: data("base-maps") });
const places = new Places(view);
new Ground(view, { obstacles: () => [], switches: null }).draw(layers, element.dataset.parts).catch(() => {
  // Places can be drawn without the plan, too.
});
let drawn = null;
let draw = null;

if (tools) {
  editRows("choices");
  draw = new Draw(view, { tools: tools.querySelector("[data-draw-tools]"), onFinish: keep, onCancel: stop });
  rows.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-draw]");
    if (button) start(button.closest("[data-row]"), button.dataset.draw);
  });
}
// Rows come and change places (as children) or go (by a click, and out of sight).
new MutationObserver(show).observe(rows, { childList: true });
rows.addEventListener("click", show);
show();

/** All places but the one that is being drawn, each with its number; every row says what it has. */
function show() {
  const shown = [...rows.children].filter((row) => !row.hidden);
  for (const row of shown) {
    const geometry = shapeOf(row);
    fold(row, geometry);
    row.querySelector("[data-drawn]")?.replaceChildren(geometry ? fill(gettext("Drawn: %(kind)s"), { kind: KINDS[geometry.type] ?? "" }) : gettext("Not drawn yet"));
  }
  places.show(shown.map((row, index) => ({ name: String(index + 1), geometry: row === drawn ? null : shapeOf(row) })));
}

/** The text of the shape gives way to the buttons, unless it cannot be read. */
function fold(row, geometry) {
  const field = row.querySelector("[data-shape]");
  const kinds = row.querySelector("[data-draw-kinds]");
  if (kinds && !kinds.hidden) return;
  if (kinds) kinds.hidden = false;
  field.hidden = Boolean(geometry) || !inputOf(row).value;
  const wrong = field.querySelector(".errorlist");
  if (wrong) kinds?.before(wrong);
}

function start(row, kind) {
  drawn = row;
  const name = row.querySelector("input[name$='-text']").value;
  const geometry = shapeOf(row);
  const goesOn = geometry && { Point: "point", LineString: "line", Polygon: "polygon" }[geometry.type] === kind;
  tools.querySelector("[data-draws]").textContent = name || gettext("New place");
  tools.hidden = false;
  show();
  draw.start({ kind, geometry: goesOn ? geometry : null });
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
  announce(keys(kind));
}

function keep(geometry) {
  inputOf(drawn).value = JSON.stringify(geometry);
  const button = drawn.querySelector("[data-draw]");
  stop();
  announce(gettext("The place is drawn. It is kept once you save."));
  button.focus();
}

function stop() {
  draw.stop();
  draw.clear();
  tools.hidden = true;
  drawn = null;
  show();
}

function inputOf(row) {
  return row.querySelector("textarea[name$='-shape']");
}

/** The geometry of a row, or null. */
function shapeOf(row) {
  try {
    const shape = JSON.parse(inputOf(row).value);
    return shape.type === "Feature" ? shape.geometry : shape.coordinates ? shape : null;
  } catch {
    return null;
  }
}
