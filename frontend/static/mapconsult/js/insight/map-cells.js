/** Exact cells and pins: what is read for the view, and again when the map has come to rest elsewhere. */

import { fill } from "../words.js";
import { unitOf } from "./asked.js";
import { classOf, classesOf, legend, limits } from "./classes.js";
import { counted, remarkWords } from "./map-words.js";

const SHADES = 7;
// Less than half a tile of zoom 30: a box drawn in by it holds what is in the cell and nothing of its neighbours.
const INWARD = 1.2e-7;

/** What they have in common: one question for a little more than is seen, so that no edge cuts what is seen. */
export class Viewed {
  constructor(picture) {
    this.picture = picture;
  }

  /** Anything but the map itself has changed. */
  draw() {
    this.seen = null;
    return this.rest();
  }

  async rest() {
    const { url, asked } = this.source();
    const seen = JSON.stringify(asked);
    if (this.seen === seen) return;
    this.seen = seen;
    const found = await this.picture.ask(url, asked);
    if (found) this.show(found);
    else if (this.seen === seen) this.seen = null;
  }

  /** {url, asked}: where the features come from. */
  source() {
    const { picture } = this;
    const others = picture.pairs.filter(([name]) => name !== "in_bbox");
    return { url: picture.urls[this.url], asked: [...others, ...viewed(picture.view)] };
  }
}

export class Heat extends Viewed {
  url = "heat";

  /** A period of a play-back brings its cells. */
  rest() {
    const { frame } = this.picture;
    return frame ? this.show(frame) : super.rest();
  }

  show({ features, classes = classesOf(features.map(({ properties }) => properties.count), SHADES) }) {
    const { picture } = this;
    const unit = unitOf(picture.filters);
    picture.shapes.show(features.map(cellOf), ({ properties }) => {
      const words = counted(properties.count, unit);
      return { className: `cell heat-${classOf(properties.count, classes)}`, name: words, words: [words] };
    });
    const entries = classes.map(({ step, size, ...range }) => ({ className: `heat-${step}`, words: limits(range), size }));
    const title = unit === "persons" ? gettext("Persons in a cell (number of cells)") : gettext("Remarks in a cell (number of cells)");
    picture.tell(legend(title, entries));
  }
}

export class PinMap extends Viewed {
  url = "map";

  show({ features }) {
    const { picture } = this;
    picture.shapes.show([], null);
    picture.pins.show(features);
    picture.labels.place();
    picture.tell(legend(gettext("Pins look as their categories do; a disc stands for several remarks."), []));
  }

  leave() {
    this.picture.pins.show([]);
  }
}

/** The pairs that ask for a little more than is seen. */
export function viewed(view) {
  const { bbox, zoom } = view.view();
  return [["in_bbox", wider(bbox).join(",")], ["zoom", zoom]];
}

/** What a screen reader calls a pin or a cluster. */
export function pinName({ count, category }, categories = []) {
  if (count > 1) return remarkWords(count);
  const name = categories.find(({ id }) => id === category)?.name;
  return name ? fill(gettext("Remark: %(category)s"), { category: name }) : gettext("Remark");
}

/** A feature of the grid as a shape that opens the remarks in it. */
export function cellOf(feature) {
  return { ...feature, id: feature.geometry.coordinates[0][0].join(), cell: inner(feature) };
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
