/** Areas coloured by class: how many, or how many to residents or to size. The server makes the classes. */

import { divisionOf, measureOf, unitOf } from "./asked.js";
import { classOf, classesOf, legend, limits, stepped } from "./classes.js";
import { areaLines, counted, measureWords } from "./map-words.js";

const SHADES = 7;

export class AreaColours {
  constructor(picture) {
    this.picture = picture;
  }

  draw() {
    const { frame, filters } = this.picture;
    if (frame) return this.#drawFrame(frame);
    const measure = measureOf(filters);
    return this.#paint({
      classes: this.#classes(measure),
      value: ({ properties }) => properties[measure],
      lines: ({ properties }) => areaLines(properties),
      ...measureWords(measure, unitOf(filters)),
    });
  }

  /** {url, asked}: where the features come from. */
  source() {
    const { urls, pairs, filters } = this.picture;
    return { url: urls.counts, asked: [...pairs, ...divisionOf(filters), ["geometry", "true"]] };
  }

  /** One period of a play-back: its numbers, in the classes of all periods. */
  #drawFrame({ counts, classes, when }) {
    const unit = unitOf(this.picture.filters);
    const value = ({ id }) => counts.get(id) ?? 0;
    return this.#paint({
      classes,
      value,
      lines: (feature) => [feature.properties.name, `${when}: ${counted(value(feature), unit)}`],
      ...measureWords("count", unit),
    });
  }

  #classes(measure) {
    const { counts } = this.picture;
    if (counts.classes) return stepped(counts.classes, SHADES);
    return classesOf(counts.areas.map((area) => area[measure]), SHADES);
  }

  #paint({ classes, value, lines, title, words, unknown }) {
    const { features, shapes } = this.picture;
    shapes.show(features, (feature) => ({
      className: value(feature) == null ? "count-unknown" : `count-${classOf(value(feature), classes)}`,
      name: lines(feature).join(", "),
      words: lines(feature),
    }));
    this.picture.tell(legend(title, entries(features.map(value), classes, words, unknown)));
  }
}

/** The entries of a legend: zeros before the classes, what is not known after them. */
function entries(values, classes, words, unknown) {
  const sizes = new Map(classes.map(({ step }) => [step, 0]));
  for (const value of values) if (value) sizes.set(classOf(value, classes), (sizes.get(classOf(value, classes)) ?? 0) + 1);
  const found = classes.map(({ step, ...range }) => ({ className: `count-${step}`, words: limits(range, words), size: sizes.get(step) }));
  const none = values.filter((value) => value === 0).length;
  const missing = values.filter((value) => value == null).length;
  if (none) found.unshift({ className: "count-0", words: words(0), size: none });
  if (missing) found.push({ className: "count-unknown", words: unknown, size: missing });
  return found;
}
