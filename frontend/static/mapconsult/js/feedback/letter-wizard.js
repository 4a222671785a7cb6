/** The formal letter step by step. Without this script it is one long form that says and sends the same. */

import { announce } from "../announce.js";
import { Points } from "./letter-points.js";

class Wizard {
  constructor(form) {
    this.form = form;
    this.steps = [...form.querySelectorAll("[data-step]")];
    this.marks = [...form.querySelectorAll("[data-steps] li")];
    this.buttons = Object.fromEntries(
      ["back", "next", "check"].map((name) => [name, form.querySelector(`[data-step-${name}]`)]));
    this.points = new Points(form);
    // A browser points out what is wrong only where it can be seen.
    form.noValidate = true;
    this.buttons.back.addEventListener("click", () => this.go(this.at - 1));
    this.buttons.next.addEventListener("click", () => this.#next());
    form.addEventListener("submit", (event) => this.#onSubmit(event));
    form.addEventListener("keydown", (event) => this.#onEnter(event));
    const wrong = this.steps.findIndex((step) => step.querySelector(".errorlist"));
    this.show(Math.max(0, wrong));
  }

  /** Show a step, the others are kept as they are. */
  show(at) {
    this.at = at;
    this.steps.forEach((step, index) => (step.hidden = index !== at));
    this.marks.forEach((mark, index) => {
      mark.classList.toggle("is-done", index < at);
      if (index === at) mark.setAttribute("aria-current", "step");
      else mark.removeAttribute("aria-current");
    });
    const last = at === this.steps.length - 1;
    this.buttons.back.hidden = at === 0;
    this.buttons.next.hidden = last;
    this.buttons.check.hidden = !last;
    this.points.shown();
  }

  /** The same, and the reader goes on there. */
  go(at) {
    this.show(at);
    const title = this.steps[at].querySelector("h2");
    title.focus();
    title.scrollIntoView({ block: "start" });
    const words = gettext("Step %(at)s of %(all)s");
    announce(interpolate(words, { at: at + 1, all: this.marks.length }, true));
  }

  #next() {
    if (!this.#pointOut(this.steps[this.at])) this.go(this.at + 1);
  }

  /** Only the last button sends; every step must be good. */
  #onSubmit(event) {
    const wrong = this.steps.findIndex((step) => step.querySelector(":invalid:not(fieldset)"));
    if (wrong < 0) return;
    event.preventDefault();
    if (wrong !== this.at) this.show(wrong);
    this.#pointOut(this.steps[wrong]);
  }

  /** Enter in a line goes on instead of sending. */
  #onEnter(event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || this.at === this.steps.length - 1) return;
    event.preventDefault();
    this.#next();
  }

  /** Let the browser say what is wrong with the first field that is; whether there was one. */
  #pointOut(step) {
    const field = step.querySelector(":invalid:not(fieldset)");
    if (!field) return false;
    field.closest("details")?.setAttribute("open", "");
    field.reportValidity();
    return true;
  }
}

new Wizard(document.querySelector("[data-wizard]"));
