/** The results for everybody: a map over the table of areas, copying and printing. All else works without. */

import { announce } from "../announce.js";
import { data } from "../dom.js";
import { drawAreas } from "../map/areas.js";
import { Labels } from "../map/labels.js";
import { MapView } from "../map/map.js";
import { Shapes } from "../map/shapes.js";
import { address, get } from "../request.js";
import { AreaColours } from "./map-areas.js";
import { Heat } from "./map-cells.js";

const RESTING = 200;
// More names than this no map of this size can show.
const MOST_LABELS = 300;

/** The map of the officials' results (picture.js) in two of its ways, with no more choice than what it shows. */
class PublicPicture {
  constructor(root) {
    this.root = root;
    const element = root.querySelector("#map");
    this.urls = element.dataset;
    this.pairs = [...new URLSearchParams(this.urls.query)];
    this.filters = { get: (name) => (name === "measure" ? this.#shown() : "") };
    this.frame = null;
    root.querySelector("[data-canvas]").hidden = false;
    this.view = new MapView(element, { home: data("public").box, baseMaps: data("base-maps") });
    this.shapes = new Shapes(this.view, { onOpen: (feature) => this.#open(feature) });
    this.labels = new Labels(this.view, () => []);
    this.ways = { areas: new AreaColours(this), heat: new Heat(this) };
    root.addEventListener("change", () => this.#draw());
    root.querySelector("[data-retry]").addEventListener("click", () => (this.counts ? this.#draw() : this.load()));
    this.view.onMove(() => this.#rest());
    new ResizeObserver(() => this.view.resized()).observe(element);
  }

  async load() {
    const found = await this.ask(this.urls.areas, []);
    if (!found) return;
    this.features = found.features.filter(({ geometry }) => geometry);
    this.counts = { areas: found.features.map(({ properties }) => properties) };
    drawAreas(this.view, { type: "FeatureCollection", features: this.features });
    if (this.features.length <= MOST_LABELS) this.labels.add(this.features);
    this.#draw();
    this.#fit();
  }

  /** The answer to a question, as everybody gets it: without cookies. Null when it failed, which is told, or when
   * a newer question dropped it. */
  async ask(url, pairs) {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    const notice = this.root.querySelector("[data-notice]");
    try {
      const found = await get(address(url, pairs), { signal, credentials: "omit" });
      notice.hidden = true;
      return found;
    } catch (error) {
      if (error.name !== "AbortError") notice.hidden = false;
      return null;
    }
  }

  /** Put these elements in place of the legend. */
  tell(elements) {
    this.root.querySelector("[data-legend]").replaceChildren(...elements);
  }

  /** "count", "rate_per_1000" or "heat". */
  #shown() {
    return this.root.querySelector("[name=shown]:checked").value;
  }

  #way() {
    return this.#shown() === "heat" ? "heat" : "areas";
  }

  #draw() {
    if (!this.counts) return;
    this.root.dataset.way = this.#way();
    this.ways[this.#way()].draw();
  }

  #rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.counts && this.ways[this.#way()].rest?.(), RESTING);
  }

  #fit() {
    const boxes = this.shapes.box();
    if (!boxes) return;
    this.view.whole = boxes;
    this.view.fit(boxes, { animate: false });
  }

  /** The results of an area, or the remarks of a cell; a frame shows no other page. */
  #open({ id, cell }) {
    const url = new URL(cell ? this.urls.list : this.urls.results, location.href);
    url.search = this.urls.query;
    if (cell) url.searchParams.set("in_bbox", cell.join(","));
    else url.searchParams.set("area", id);
    if ("embedded" in this.root.dataset) window.open(url, "_blank", "noopener");
    else location.assign(cell ? url : `${url}#where`);
  }
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
if (root) new PublicPicture(root).load();
