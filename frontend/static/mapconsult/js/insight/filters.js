/**
 * The state of the page: one GET form that works without this, kept in the address. What it asks for drives
 * map, table, histogram and download alike; what it says about showing (SHOWN) is the page's own.
 */

import { fill } from "../words.js";

const TYPING = 350;
// With the values that need not stand in the address.
const SHOWN = { map: "areas", measure: "count", sort: "-count", level: null };

export class Filters {
  /** @param {function} onChange () after every change, whoever made it. */
  constructor(form, onChange) {
    this.form = form;
    this.onChange = onChange;
    this.fold = form.closest("details");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply();
    });
    // Some fields stand outside the form element: beside the map and the histogram.
    for (const field of form.elements) {
      field.addEventListener("change", () => this.#apply());
      if (field.type === "search") field.addEventListener("input", () => this.#typing());
    }
    form.querySelector("[data-filter-clear]").addEventListener("click", (event) => {
      event.preventDefault();
      this.clear();
    });
    this.query = this.#search(this.#entries());
    // The server renders every address, so going back is opening it; a change of the hash alone is not going back.
    this.address = location.search;
    addEventListener("popstate", () => location.search === this.address || location.reload());
    this.#count();
  }

  /** [[name, value], ...] as the API takes them. */
  get pairs() {
    return this.#entries().filter(([name, value]) => !(name in SHOWN) && value.trim() !== "");
  }

  get(name) {
    return this.form.elements[name].value;
  }

  /** Set fields by name and apply them. */
  set(values) {
    for (const [name, value] of Object.entries(values)) this.form.elements[name].value = value;
    this.#apply();
  }

  /** The address of this page with other values. */
  href(values) {
    const others = this.#entries().filter(([name]) => !(name in values));
    return location.pathname + this.#search([...others, ...Object.entries(values)]);
  }

  clear() {
    for (const field of this.form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.name && !(field.name in SHOWN)) field.value = "";
    }
    this.#apply();
  }

  #entries() {
    return [...new FormData(this.form)];
  }

  #search(entries) {
    const said = entries.filter(([name, value]) => value.trim() !== "" && SHOWN[name] !== value);
    const query = new URLSearchParams(said).toString();
    return query && `?${query}`;
  }

  #typing() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#apply(), TYPING);
  }

  #apply() {
    clearTimeout(this.timer);
    const query = this.#search(this.#entries());
    if (query === this.query) return;
    // Another area is another step, which "back" takes back; a filter changes the step one stands on.
    const isStep = new URLSearchParams(query).get("area") !== new URLSearchParams(this.query).get("area");
    this.query = query;
    history[isStep ? "pushState" : "replaceState"](null, "", location.pathname + query + location.hash);
    this.address = location.search;
    this.#count();
    this.onChange();
  }

  #count() {
    const active = new Set(this.pairs.map(([name]) => name)).size;
    const badge = this.fold.querySelector("[data-filter-count]");
    badge.textContent = active ? fill(gettext("%(count)s active"), { count: active }) : "";
    this.form.querySelector("[data-filter-clear]").hidden = active === 0;
  }
}
