/** One part at a time, with how far one has come; the browser's own way back leads a part back, too. */

import { announce } from "../../announce.js";
import { fill } from "../../words.js";

export class Steps {
  /** @param {HTMLFormElement} form. @param {function} onShow (part) when another part is shown. */
  constructor(form, onShow) {
    Object.assign(this, { form, onShow, all: [...form.querySelectorAll("[data-part]")] });
    this.current = this.all[0];
    this.find("progress").hidden = false;
    window.addEventListener("popstate", ({ state }) => this.#show(this.all[state?.part ?? 0], { focus: true }));
  }

  find(name) {
    return this.form.querySelector(`[data-${name}]`);
  }

  /** The parts that are asked now, in order. */
  get parts() {
    return this.all.filter((part) => part.dataset.asked !== undefined);
  }

  get isLast() {
    return this.parts.at(-1) === this.current;
  }

  /** Show a part without moving the focus: as when the page opens, or when conditions have changed. */
  refresh(part = this.current) {
    this.#show(this.parts.includes(part) ? part : this.parts.at(-1));
  }

  forward() {
    const next = this.parts[this.parts.indexOf(this.current) + 1];
    if (next) this.go(next);
  }

  back() {
    const before = this.parts[this.parts.indexOf(this.current) - 1];
    if (before) this.go(before);
  }

  go(part) {
    if (part !== this.current) history.pushState({ part: this.all.indexOf(part) }, "");
    this.#show(part, { focus: true });
  }

  #show(part, { focus = false } = {}) {
    const parts = this.parts;
    const shown = parts.includes(part) ? part : parts[0];
    const changed = shown !== this.current;
    this.current = shown;
    for (const other of this.all) other.hidden = other !== shown;
    const [number, count] = [parts.indexOf(shown) + 1, parts.length];
    const words = fill(gettext("Part %(number)s of %(count)s"), { number, count });
    this.find("progress-words").textContent = words;
    Object.assign(this.find("progress-bar"), { max: count, value: number });
    this.find("back").hidden = number === 1;
    this.find("next").hidden = number === count;
    this.find("send").hidden = this.find("end").hidden = number !== count;
    for (const head of document.querySelectorAll("[data-survey-head] > :not(h1)")) head.hidden = number > 1;
    this.onShow(shown);
    if (!focus) return;
    const heading = shown.querySelector("h2");
    heading.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: "start" });
    if (changed) announce(words);
  }
}
