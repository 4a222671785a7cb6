/** The results for everybody: a map over the table of areas, copying and printing. All else works without. */

import { announce } from "../announce.js";
import { data } from "../dom.js";
import { drawAreas } from "../map/areas.js";
import { Labels } from "../map/labels.js";
import { MapView } from "../map/map.js";
import { Shapes } from "../map/shapes.js";
import { get } from "../request.js";
import { fill, language, number } from "../words.js";
import { classOf, classesOf, legend, limits } from "./classes.js";

const SHADES = 6;
// More names than this no map of this size can show.
const MOST_LABELS = 300;
const rates = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

class AreaMap {
  constructor(root) {
    this.root = root;
    this.element = root.querySelector("#map");
    root.querySelector("[data-canvas]").hidden = false;
    this.view = new MapView(this.element, { home: data("public").box, baseMaps: data("base-maps") });
    this.shapes = new Shapes(this.view, { onOpen: ({ id }) => this.#open(id) });
    this.labels = new Labels(this.view, () => []);
    for (const radio of root.querySelectorAll("[name=measure]")) radio.addEventListener("change", () => this.#draw());
    root.querySelector("[data-retry]").addEventListener("click", () => this.load());
    new ResizeObserver(() => this.view.resized()).observe(this.element);
  }

  async load() {
    const notice = this.root.querySelector("[data-notice]");
    notice.hidden = true;
    try {
      this.collection = await get(this.element.dataset.areas);
    } catch {
      notice.hidden = false;
      return;
    }
    this.features = this.collection.features.filter(({ geometry }) => geometry);
    this.ground?.remove();
    this.ground = drawAreas(this.view, { type: "FeatureCollection", features: this.features });
    this.labels.clear();
    if (this.features.length <= MOST_LABELS) this.labels.add(this.features);
    this.#draw();
    this.#fit();
  }

  #fit() {
    const box = this.shapes.box();
    if (!box) return;
    this.view.whole = box;
    this.view.fit(box, { animate: false });
  }

  #draw() {
    const measure = this.root.querySelector("[name=measure]:checked").value === "rate" ? "rate_per_1000" : "count";
    const words = measure === "count" ? number : (value) => rates.format(value);
    const values = this.features.map(({ properties }) => properties[measure]);
    const classes = classesOf(values, SHADES);
    this.shapes.show(this.features, ({ properties }) => ({
      className: properties[measure] == null ? "count-unknown" : `count-${classOf(properties[measure], classes)}`,
      name: lines(properties).join(", "),
      words: lines(properties),
    }));
    const title = measure === "count" ? gettext("Remarks (number of areas)") : gettext("Remarks per 1,000 residents (number of areas)");
    this.root.querySelector("[data-legend]").replaceChildren(...legend(title, entries(values, classes, words)));
  }

  /** The results of one area; a frame shows no other page. */
  #open(code) {
    const url = new URL(this.root.dataset.opens, location.href);
    url.searchParams.set("area", code);
    if ("embedded" in this.root.dataset) window.open(url, "_blank", "noopener");
    else location.assign(`${url}#where`);
  }
}

/** What is said of an area: its name, remarks, and the rate. */
function lines({ name, count, population, rate_per_1000: perThousand }) {
  const told = [name, fill(ngettext("%(count)s remark", "%(count)s remarks", count), { count: number(count) })];
  if (population) told.push(fill(gettext("%(rate)s per 1,000 of %(count)s residents"), { rate: rates.format(perThousand), count: number(population) }));
  return told;
}

function entries(values, classes, words) {
  const found = classes.map(({ step, size, ...range }) => ({ className: `count-${step}`, words: limits(range, words), size }));
  const none = values.filter((value) => value === 0).length;
  const unknown = values.filter((value) => value == null).length;
  if (none) found.unshift({ className: "count-0", words: words(0), size: none });
  if (unknown) found.push({ className: "count-unknown", words: gettext("residents not known"), size: unknown });
  return found;
}

/** Show the buttons that need scripts, and let them work. */
function listen() {
  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => copy(button));
  }
}

/** What could not be copied is selected: one key copies it. */
async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  const words = button.textContent;
  let told = gettext("Copied");
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    told = gettext("Not copied: press Ctrl+C");
  }
  announce(told);
  button.textContent = told;
  setTimeout(() => (button.textContent = words), 4000);
}

listen();
const root = document.querySelector("[data-results]");
if (root) new AreaMap(root).load();
