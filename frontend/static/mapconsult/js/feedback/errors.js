/** What is wrong with a form, said beside its fields: elements `[data-error="name"]`, hidden until needed. */

import { announce } from "../announce.js";

export class Errors {
  /** @param {HTMLFormElement} form whose `[data-error=""]` is for what concerns no single field. */
  constructor(form) {
    this.form = form;
    form.addEventListener("input", ({ target }) => this.forgive(target.name));
  }

  tell(name, reason) {
    for (const place of this.#places(name)) {
      place.textContent = reason;
      place.hidden = false;
    }
    this.#typed(name).forEach((field) => field.setAttribute("aria-invalid", "true"));
  }

  /** Move to the first field with an error and say it; true when there is none. */
  focusFirst() {
    const first = this.form.querySelector("[data-error]:not([hidden])");
    if (!first) return true;
    const field = first.closest(".field")?.querySelector("input, textarea, select");
    (field ?? first).focus();
    announce(first.textContent);
    return false;
  }

  /** What is being corrected is no error any more. */
  forgive(name) {
    if (!name) return;
    for (const place of this.#places(name)) place.hidden = true;
    this.#typed(name).forEach((field) => field.removeAttribute("aria-invalid"));
  }

  clear() {
    for (const place of this.form.querySelectorAll("[data-error]")) place.hidden = true;
    for (const field of this.form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  #places(name) {
    return this.form.querySelectorAll(`[data-error="${name}"]`);
  }

  /** The fields of that name which are typed into. */
  #typed(name) {
    return name ? this.form.querySelectorAll(`.input[name="${name}"]`) : [];
  }
}
