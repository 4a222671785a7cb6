/**
 * The map of the results: areas by colour, heat in cells, pins, hot spots, and the difference of two choices.
 * What of its controls and addresses the page has, it uses; it works with any of them missing.
 */

import { data, h } from "../dom.js";
import { drawAreas } from "../map/areas.js";
import { Labels } from "../map/labels.js";
import { MapView } from "../map/map.js";
import { Pins } from "../map/pins.js";
import { Shapes } from "../map/shapes.js";
import { address, get } from "../request.js";
import { AreaColours } from "./map-areas.js";
import { Heat, PinMap, pinName } from "./map-cells.js";
import { Difference } from "./map-difference.js";
import { Downloads } from "./map-downloads.js";
import { HotSpots } from "./map-hot.js";
import { Outside } from "./map-outside.js";
import { PlaceChoice } from "./map-place.js";
import { Player } from "./map-player.js";

const RESTING = 200;
// More names than this no map of this size can show.
const MOST_LABELS = 300;

export class Picture {
  /**
   * @param {function} onOpen (area), onPoint (code or null), onCell (bbox), onPick (id of a remark), onError (error,
   *   null when all is well again).
   */
  constructor(root, config, { filters, onOpen, onPoint, onCell, onPick, onError }) {
    Object.assign(this, { root, config, filters, onOpen, onCell, onError });
    const element = root.querySelector("#map");
    this.urls = element.dataset;
    // One period of a play-back, while it is shown.
    this.frame = null;
    this.view = new MapView(element, { home: config.box, baseMaps: data("base-maps") });
    this.shapes = new Shapes(this.view, {
      onOpen: (feature) => this.#open(feature),
      onPoint: (feature) => onPoint(feature?.properties.code ?? null),
    });
    this.pins = new Pins(this.view, {
      label: gettext("Remarks on the map"),
      look: (properties) => this.look(properties),
      name: (properties) => pinName(properties, config.categories),
      onPick: ({ properties }) => onPick(properties.id),
      onCluster: ({ bbox }) => onCell(bbox),
    });
    this.labels = new Labels(this.view, () => this.pins.boxes());
    this.ways = { areas: new AreaColours(this), heat: new Heat(this), pins: new PinMap(this), hot: new HotSpots(this), difference: new Difference(this) };
    this.tools = [PlaceChoice, Outside, Player, Downloads].map((Tool) => new Tool(this));
    this.view.onMove(() => this.#rest());
    new ResizeObserver(() => this.#resized()).observe(element);
  }

  /** Show new counts; the map goes to their areas when these are other ones. */
  show(counts) {
    const codes = counts.areas.map(({ code }) => code).join();
    const moved = codes !== this.codes;
    this.codes = codes;
    this.counts = counts;
    this.features = counts.areas
      .filter(({ geometry }) => geometry)
      .map(({ geometry, ...properties }) => ({ type: "Feature", id: properties.code, geometry, properties }));
    if (moved) this.#drawGround();
    this.draw();
  }

  /** Draw what is known in the way that is chosen; some ways read more for it. */
  draw() {
    if (!this.counts) return;
    const { way } = this;
    this.request?.abort();
    this.#loading(false);
    this.root.dataset.way = way;
    if (this.drawn !== way) this.#leave();
    this.drawn = way;
    for (const part of this.root.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(way);
    for (const part of this.root.querySelectorAll("[data-level]")) part.hidden = Boolean(this.counts.layer);
    for (const tool of this.tools) tool.draw();
    this.ways[way].draw();
  }

  /** What the map shows: a key of `ways`. */
  get way() {
    const asked = this.filters.get("map");
    return asked in this.ways ? asked : "areas";
  }

  /** What is asked about: the filters, and the time of a period that is played. */
  get pairs() {
    if (!this.frame) return this.filters.pairs;
    const others = this.filters.pairs.filter(([name]) => !(name in this.frame.span));
    return [...others, ...Object.entries(this.frame.span)];
  }

  /** Mark the area of a row of the table; null for none. */
  highlight(code) {
    this.shapes.highlight(code);
  }

  focus(code) {
    this.shapes.focus(code);
  }

  /** How the pin of a remark looks. */
  look({ category }) {
    return this.config.pins[category] ?? this.config.no_category;
  }

  /** Show one remark on the map; null for none. */
  choose(feature, place) {
    this.pins.choose(feature);
    if (place) this.view.reveal(place);
  }

  /** Put these elements in place of the legend. */
  tell(elements) {
    this.root.querySelector("[data-legend]").replaceChildren(...elements);
  }

  /** Say something in place of the legend. */
  say(...sentences) {
    this.tell(sentences.map((words) => h("p", {}, words)));
  }

  /** The answer to a question; a newer one drops it. Null when it was dropped or failed, which is told. */
  async ask(url, pairs) {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    this.#loading(true);
    try {
      const found = await get(address(url, pairs), { signal });
      if (this.failed) this.onError(null);
      this.failed = false;
      return found;
    } catch (error) {
      if (error.name === "AbortError") return null;
      this.failed = true;
      this.onError(error);
      return null;
    } finally {
      if (this.request.signal === signal) this.#loading(false);
    }
  }

  #loading(on) {
    const told = this.root.querySelector("[data-loading]");
    if (told) told.hidden = !on;
  }

  /** What one way has drawn says nothing in the next one, which may take its time. */
  #leave() {
    this.ways[this.drawn]?.leave?.();
    this.shapes.show([], null);
    this.tell([]);
  }

  #open(feature) {
    const isTaken = this.tools.some((tool) => tool.opened?.(feature));
    if (isTaken) return;
    if (feature.cell) this.onCell(feature.cell);
    else this.onOpen(feature.properties);
  }

  /** Outlines and names of the areas, which stay in all ways. */
  #drawGround() {
    this.ground?.remove();
    const collection = { type: "FeatureCollection", features: this.features };
    this.ground = drawAreas(this.view, collection, { filled: true });
    this.labels.clear();
    if (this.features.length <= MOST_LABELS) this.labels.add(this.features);
    this.#fit();
  }

  #fit() {
    const bounds = this.ground.getBounds();
    if (!bounds.isValid()) return;
    this.view.whole = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    // What may stand on the map at its top covers nothing that it is moved to show.
    const bottom = this.root.querySelector("[data-ways]")?.getBoundingClientRect().bottom ?? 0;
    this.view.resized({ top: Math.max(0, bottom - this.view.element.getBoundingClientRect().top) });
    this.view.fit(this.view.whole, { animate: false, margin: 12 });
    this.view.resized({ top: 0 });
    this.fitted = JSON.stringify(this.view.view());
  }

  /** A legend or a bar has changed the size of the map: who has not moved it sees the whole again, but nothing
   * moves under a drawing. */
  #resized() {
    const isWhole = this.fitted === JSON.stringify(this.view.view());
    this.view.resized();
    if (isWhole && !this.tools.some(({ mode }) => mode)) this.#fit();
  }

  #rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.counts) for (const part of [...this.tools, this.ways[this.way]]) part.rest?.();
    }, RESTING);
  }
}
