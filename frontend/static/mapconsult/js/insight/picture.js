/** The map of the results in its three ways: areas by colour, heat in cells, pins. */

import { data } from "../dom.js";
import { drawAreas } from "../map/areas.js";
import { Labels } from "../map/labels.js";
import { MapView } from "../map/map.js";
import { Pins } from "../map/pins.js";
import { Shapes } from "../map/shapes.js";
import { address, get } from "../request.js";
import { fill, number } from "../words.js";
import { classOf, classesOf, legend, limits } from "./classes.js";
import { rate } from "./table.js";

const RESTING = 200;
const SHADES = { count: 6, heat: 7 };
// More names than this no map of this size can show.
const MOST_LABELS = 300;
// Less than half a tile of zoom 30: a box drawn in by it holds what is in the cell and nothing of its neighbours.
const INWARD = 1.2e-7;

export class Picture {
  /**
   * @param {function} onOpen (area), onPoint (code or null), onCell (bbox), onPick (id of a remark), onError (error).
   */
  constructor(root, config, { filters, onOpen, onPoint, onCell, onPick, onError }) {
    Object.assign(this, { root, config, filters, onCell, onError });
    const element = root.querySelector("#map");
    this.urls = element.dataset;
    this.legend = root.querySelector("[data-legend]");
    this.view = new MapView(element, { home: config.box, baseMaps: data("base-maps") });
    this.shapes = new Shapes(this.view, {
      onOpen: ({ properties, cell }) => (cell ? onCell(cell) : onOpen(properties)),
      onPoint: (feature) => onPoint(feature?.properties.code ?? null),
    });
    this.pins = new Pins(this.view, {
      label: gettext("Remarks on the map"),
      look: (properties) => this.look(properties),
      name: (properties) => this.#name(properties),
      onPick: ({ properties }) => onPick(properties.id),
      onCluster: ({ bbox }) => onCell(bbox),
    });
    this.labels = new Labels(this.view, () => this.pins.boxes());
    this.view.onMove(() => this.#rest());
    new ResizeObserver(() => this.view.resized()).observe(element);
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
    // The legend may have changed the size of the map.
    if (moved && this.#way() === "areas") this.#fit();
  }

  /** Draw what is known in the way that is chosen; heat and pins are read for the view. */
  draw() {
    const way = this.#way();
    if (!this.counts) return;
    this.root.dataset.way = way;
    this.root.querySelector("[data-measures]").hidden = way !== "areas";
    this.read?.abort();
    this.seen = null;
    if (way !== "pins") this.pins.show([]);
    if (way === "areas") this.#drawAreas();
    else this.#read();
  }

  /** Mark the area of a row of the table; null for none. */
  highlight(code) {
    if (this.#way() === "areas") this.shapes.highlight(code);
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

  #way() {
    return this.filters.get("map");
  }

  /** Outlines and names of the areas, which stay under all three ways. */
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
    const ways = this.root.querySelector("[data-ways]").getBoundingClientRect();
    this.view.resized({ top: Math.max(0, ways.bottom - this.view.element.getBoundingClientRect().top) });
    this.view.fit(this.view.whole, { animate: false });
    this.view.resized({ top: 0 });
  }

  #drawAreas() {
    const measure = this.filters.get("measure") === "rate" ? "rate_per_1000" : "count";
    const words = measure === "count" ? number : rate;
    const values = this.features.map(({ properties }) => properties[measure]);
    const classes = classesOf(values, SHADES.count);
    this.shapes.show(this.features, ({ properties }) => ({
      className: properties[measure] == null ? "count-unknown" : `count-${classOf(properties[measure], classes)}`,
      name: areaLines(properties).join(", "),
      words: areaLines(properties),
    }));
    this.legend.replaceChildren(...legend(
      measure === "count" ? gettext("Remarks (number of areas)") : gettext("Remarks per 1,000 residents (number of areas)"),
      areaEntries(values, classes, words),
    ));
  }

  #rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#read(), RESTING);
  }

  /** Cells or pins for a little more than is seen, so that no cell that is seen is cut by the edge. */
  async #read() {
    const way = this.#way();
    if (way === "areas" || !this.counts) return;
    const { bbox, zoom } = this.view.view();
    const box = wider(bbox);
    const seen = `${way} ${box} ${zoom}`;
    if (this.seen === seen) return;
    this.seen = seen;
    this.read?.abort();
    const { signal } = (this.read = new AbortController());
    const pairs = this.filters.pairs.filter(([name]) => name !== "in_bbox");
    try {
      const asked = [...pairs, ["in_bbox", box.join(",")], ["zoom", zoom]];
      const { features } = await get(address(way === "heat" ? this.urls.heat : this.urls.map, asked), { signal });
      if (way === "heat") this.#drawHeat(features);
      else this.#drawPins(features);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.seen = null;
      this.onError(error);
    }
  }

  #drawHeat(features) {
    const values = features.map(({ properties }) => properties.count);
    const classes = classesOf(values, SHADES.heat);
    const cells = features.map((feature) => ({ ...feature, id: feature.geometry.coordinates[0][0].join(), cell: inner(feature) }));
    this.shapes.show(cells, ({ properties }) => {
      const words = remarkWords(properties.count);
      return { className: `cell heat-${classOf(properties.count, classes)}`, name: words, words: [words] };
    });
    const entries = classes.map(({ step, size, ...range }) => ({ className: `heat-${step}`, words: limits(range), size }));
    this.legend.replaceChildren(...legend(gettext("Remarks in a cell (number of cells)"), entries));
  }

  #drawPins(features) {
    this.shapes.show([], null);
    this.pins.show(features);
    this.labels.place();
    this.legend.replaceChildren(...legend(gettext("Pins look as their categories do; a disc stands for several remarks."), []));
  }

  #name({ count, category }) {
    if (count > 1) return remarkWords(count);
    const name = this.config.categories.find(({ id }) => id === category)?.name;
    return name ? fill(gettext("Remark: %(category)s"), { category: name }) : gettext("Remark");
  }
}

function remarkWords(count) {
  return fill(ngettext("%(count)s remark", "%(count)s remarks", count), { count: number(count) });
}

/** What is said of an area: its name, remarks, persons, and the rate. */
function areaLines({ name, count, persons, population, rate_per_1000: perThousand }) {
  const people = fill(ngettext("%(count)s person", "%(count)s persons", persons), { count: number(persons) });
  const lines = [name, `${remarkWords(count)}, ${people}`];
  if (population) lines.push(fill(gettext("%(rate)s per 1,000 of %(count)s residents"), { rate: rate(perThousand), count: number(population) }));
  return lines;
}

function areaEntries(values, classes, words) {
  const entries = classes.map(({ step, size, ...range }) => ({ className: `count-${step}`, words: limits(range, words), size }));
  const none = values.filter((value) => value === 0).length;
  const unknown = values.filter((value) => value == null).length;
  if (none) entries.unshift({ className: "count-0", words: words(0), size: none });
  if (unknown) entries.push({ className: "count-unknown", words: gettext("residents not known"), size: unknown });
  return entries;
}

/** A sixth of a view more on each side. */
function wider([west, south, east, north]) {
  const [x, y] = [(east - west) / 6, (north - south) / 6];
  const box = [Math.max(-180, west - x), Math.max(-85, south - y), Math.min(180, east + x), Math.min(85, north + y)];
  return box.map((degrees) => Number(degrees.toFixed(6)));
}

function inner({ geometry: { coordinates: [[[west, south], , [east, north]]] } }) {
  return [west + INWARD, south + INWARD, east - INWARD, north - INWARD].map((degrees) => degrees.toFixed(8));
}
