/** How much of a text's room is used: seen all the time, said when little is left. */

import { announce } from "../announce.js";
import { fill, number } from "../words.js";

// Said once each, on the way down.
const LEFT = [200, 50, 10, 0];

export class Counter {
  /** @param {HTMLTextAreaElement} field with a maxLength; `output` shows "12/5000". */
  constructor(field, output) {
    Object.assign(this, { field, output, said: Infinity });
    field.addEventListener("input", () => this.update());
    this.update();
  }

  update() {
    const { value, maxLength } = this.field;
    const left = maxLength - value.length;
    this.output.textContent = `${number(value.length)}/${number(maxLength)}`;
    this.output.classList.toggle("is-near", left <= LEFT[0]);
    const reached = LEFT.findLast((step) => left <= step) ?? Infinity;
    if (reached < this.said) {
      const words = ngettext("%(left)s character left.", "%(left)s characters left.", left);
      announce(fill(words, { left: number(left) }));
    }
    this.said = reached;
  }
}
