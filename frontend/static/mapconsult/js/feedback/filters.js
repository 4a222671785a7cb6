/** The filters of the page: a GET form that works without this, kept in the address and applied at once. */

import { fill } from "../words.js";

const TYPING = 350;

export class Filters {
  /** @param {function} onChange () after every change. */
  constructor(form, onChange) {
    this.form = form;
    this.onChange = onChange;
    this.badge = form.closest("details").querySelector("[data-filter-count]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply();
    });
    form.addEventListener("change", () => this.#apply());
    form.addEventListener("input", (event) => {
      if (event.target.type !== "search") return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#apply(), TYPING);
    });
    form.querySelector("[data-filter-clear]").addEventListener("click", (event) => {
      event.preventDefault();
      this.clear();
    });
    this.#count();
  }

  /** [[name, value], ...] as the API and the address take them. */
  get pairs() {
    return [...new FormData(this.form)].filter(([, value]) => value.trim() !== "");
  }

  clear() {
    for (const input of this.form.elements) {
      if (input.type === "checkbox") input.checked = false;
      else if (input.name) input.value = "";
    }
    this.#apply();
  }

  #apply() {
    clearTimeout(this.timer);
    const query = new URLSearchParams(this.pairs).toString();
    if (query === this.query) return;
    this.query = query;
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    this.#count();
    this.onChange();
  }

  #count() {
    const active = new Set(this.pairs.map(([name]) => name)).size;
    this.query ??= new URLSearchParams(this.pairs).toString();
    this.badge.textContent = active ? fill(gettext("%(count)s active"), { count: active }) : "";
    this.form.querySelector("[data-filter-clear]").hidden = active === 0;
  }
}
