/** Choosing remarks in the officials' list: a whole page at once, a range with Shift, and how many there are. */

import { fill, number } from "../words.js";

class Choosing {
  constructor(form) {
    this.form = form;
    this.boxes = [...form.querySelectorAll("input[name=remark]")];
    this.count = form.querySelector("[data-chosen-count]");
    const whole = form.querySelector("[data-choose-page]");
    if (!whole) return;
    this.all = whole.querySelector("input");
    whole.hidden = false;
    this.words = this.count.textContent;
    this.all.addEventListener("change", () => this.#choose(this.boxes, this.all.checked));
    form.addEventListener("click", (event) => this.#onClick(event));
    // A page that is come back to keeps its boxes.
    addEventListener("pageshow", () => this.#tell());
  }

  #onClick(event) {
    const index = this.boxes.indexOf(event.target);
    if (index < 0) return;
    if (event.shiftKey && this.last !== undefined) {
      const [from, to] = [Math.min(index, this.last), Math.max(index, this.last)];
      this.#choose(this.boxes.slice(from, to + 1), event.target.checked);
    }
    this.last = index;
    this.#tell();
  }

  #choose(boxes, on) {
    for (const box of boxes) box.checked = on;
    this.#tell();
  }

  #tell() {
    const chosen = this.boxes.filter((box) => box.checked).length;
    const words = ngettext("With %(count)s chosen remark:", "With %(count)s chosen remarks:", chosen);
    this.count.textContent = chosen ? fill(words, { count: number(chosen) }) : this.words;
    this.all.checked = chosen === this.boxes.length;
    this.all.indeterminate = chosen > 0 && chosen < this.boxes.length;
  }
}

const form = document.querySelector("[data-choosing]");
if (form) new Choosing(form);
