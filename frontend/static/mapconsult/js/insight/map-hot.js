/**
 * Hot spots: cells around which there are more remarks, or fewer, than chance would put there (Getis-Ord Gi*).
 * The server answers at once where it can; else its worker counts, and the page shows how far it is.
 */

import { h } from "../dom.js";
import { fill, number } from "../words.js";
import { unitOf } from "./asked.js";
import { legend } from "./classes.js";
import { Viewed, cellOf } from "./map-cells.js";
import { counted } from "./map-words.js";

// Milliseconds between two questions of how far it is: the first, and the longest.
const WAIT = { first: 800, longest: 5000 };
const CLASSES = ["hot99", "hot95", "hot90", null, "cold90", "cold95", "cold99"];

export class HotSpots extends Viewed {
  url = "hotSpots";

  rest() {
    clearTimeout(this.timer);
    return super.rest();
  }

  leave() {
    clearTimeout(this.timer);
  }

  /** Cells, or the work that is to find them. */
  show(found) {
    if (found.features) this.#showCells(found);
    else this.#follow(found, WAIT.first);
  }

  #follow(analysis, wait) {
    const { id, state, progress } = analysis;
    if (state === "failed") return this.#showFailure();
    if (state === "done") return this.draw();
    this.picture.tell([
      h("label", {}, gettext("The server is looking for hot spots. You can go on working."), " ",
        h("progress", { max: 100, value: progress })),
    ]);
    this.timer = setTimeout(() => this.#askAgain(id, wait), wait);
    return undefined;
  }

  async #askAgain(id, wait) {
    const url = new URL(`../analyses/${id}/`, new URL(this.picture.urls[this.url], location.href)).href;
    const analysis = await this.picture.ask(url, []);
    if (analysis) this.#follow(analysis, Math.min(WAIT.longest, wait * 1.5));
  }

  #showFailure() {
    this.picture.tell([
      h("p", {}, gettext("The server could not find the hot spots.")),
      h("button", { type: "button", class: "button", onclick: () => this.draw() }, gettext("Try again")),
    ]);
  }

  #showCells({ features, explained, n }) {
    const { picture } = this;
    const unit = unitOf(picture.filters);
    const words = classWords(unit);
    picture.shapes.show(features.map(cellOf), ({ properties }) => {
      const name = properties.class;
      const lines = [counted(properties.n, unit), words[name]];
      return { className: `cell ${classNameOf(name)}`, name: lines.join(", "), words: lines };
    });
    const sizes = CLASSES.map((name) => features.filter(({ properties }) => properties.class === name).length);
    const entries = CLASSES.map((name, index) => ({ className: classNameOf(name), words: words[name], size: sizes[index] }));
    const title = fill(gettext("Hot spots, n = %(counted)s (number of cells)"), { counted: counted(n, unit) });
    const shown = entries.filter(({ size }) => size);
    picture.tell([h("p", {}, explained), ...(shown.length ? legend(title, shown) : [])]);
  }
}

function classNameOf(name) {
  return name ? `spot-${name}` : "spot-none";
}

/** What each class says, in the words of a layman. */
function classWords(unit) {
  const sure = (template, level) => fill(template, { level: `${number(level)}%` });
  const more = unit === "persons" ? gettext("more persons than by chance, %(level)s sure") : gettext("more remarks than by chance, %(level)s sure");
  const fewer = unit === "persons" ? gettext("fewer persons than by chance, %(level)s sure") : gettext("fewer remarks than by chance, %(level)s sure");
  return {
    hot99: sure(more, 99), hot95: sure(more, 95), hot90: sure(more, 90),
    null: gettext("may be chance"),
    cold90: sure(fewer, 90), cold95: sure(fewer, 95), cold99: sure(fewer, 99),
  };
}
