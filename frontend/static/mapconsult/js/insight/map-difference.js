/** The difference of two filter states by area: blue where B has more than its share, orange where A has. */

import { h } from "../dom.js";
import { fill, language, number } from "../words.js";
import { divisionOf, unitOf } from "./asked.js";
import { legend } from "./classes.js";
import { Compare } from "./map-compare.js";
import { counted } from "./map-words.js";

// Classes on each side of "the same".
const STEPS = 3;
const points = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: "exceptZero" });

export class Difference {
  constructor(picture) {
    this.picture = picture;
    this.compare = new Compare(picture);
  }

  async draw() {
    if (!this.compare.ready()) {
      this.picture.shapes.show([], null);
      return this.picture.say(gettext("Choose what to compare."));
    }
    const { url, asked } = this.source();
    const found = await this.picture.ask(url, asked.filter(([name]) => name !== "geometry"));
    if (found) this.#show(found);
  }

  /** {url, asked}: where the features come from. */
  source() {
    const { picture } = this;
    const [common, a, b] = this.compare.queries();
    const asked = [...common, ["a", a], ["b", b], ...divisionOf(picture.filters), ["geometry", "true"]];
    return { url: picture.urls.difference, asked: asked.filter(([, value]) => value !== "") };
  }

  #show({ a, b, areas, most }) {
    const { picture } = this;
    if (!a.total || !b.total) return this.#showNothing(a, b);
    const found = new Map(areas.map((area) => [area.code, area]));
    const shown = picture.features.filter(({ id }) => found.has(id));
    const widest = this.#round(most);
    const step = ({ id }) => stepOf(found.get(id).difference, widest);
    picture.shapes.show(shown, (feature) => {
      const lines = this.#lines(found.get(feature.id));
      return { className: `diff-${step(feature)}`, name: lines.join(", "), words: lines };
    });
    picture.tell([this.#heads(a, b), ...legend(
      gettext("Share of A minus share of B, percentage points (number of areas)"),
      entries(widest, shown.map(step)),
    )]);
    return undefined;
  }

  /** Half a point at least, so that a hair's breadth is no colour. */
  #round(most) {
    return Math.max(0.5, most);
  }

  #showNothing(a, b) {
    this.picture.shapes.show(this.picture.features, ({ properties }) => ({
      className: "count-unknown", name: properties.name, words: [properties.name],
    }));
    this.picture.tell([this.#heads(a, b), h("p", {}, gettext("One side has no remarks, so there is nothing to compare."))]);
  }

  #heads(a, b) {
    const unit = unitOf(this.picture.filters);
    const [nameA, nameB] = this.compare.names();
    const side = (letter, name, { total }) => h("p", {},
      h("span", { class: `swatch diff-${letter === "A" ? STEPS : -STEPS}`, "aria-hidden": "true" }),
      fill(gettext("%(letter)s: %(name)s, n = %(counted)s"), { letter, name, counted: counted(total, unit) }));
    return h("div", { class: "legend-sides" }, side("A", nameA, a), side("B", nameB, b));
  }

  #lines({ name, a, b, share_a: shareA, share_b: shareB, difference }) {
    const side = (letter, count, share) =>
      fill(gettext("%(letter)s: %(count)s (%(share)s of all)"), { letter, count: number(count), share: `${points.format(share ?? 0)}%` });
    const lines = [name, side("A", a, shareA), side("B", b, shareB)];
    if (difference != null) lines.push(fill(gettext("difference: %(points)s percentage points"), { points: signed.format(difference) }));
    return lines;
  }
}

/** -3..3 for a difference; 0 is next to none. */
function stepOf(difference, most) {
  const step = Math.round((difference / most) * (STEPS + 0.49));
  return Math.max(-STEPS, Math.min(STEPS, step)) || 0;
}

/** The steps that occur, each with its limits. */
function entries(most, steps) {
  const width = most / (STEPS + 0.49);
  const limits = (step) => [(step - 0.5) * width, (step + 0.5) * width];
  return [...new Set(steps)].sort((one, other) => one - other).map((step) => {
    const [low, high] = limits(step).map((value) => signed.format(Math.max(-most, Math.min(most, value))));
    return { className: `diff-${step}`, words: fill(gettext("%(low)s to %(high)s"), { low, high }), size: steps.filter((one) => one === step).length };
  });
}
