/**
 * The state of the page: one GET form that works without this, kept in the address. What it asks for drives
 * map, table, histogram, list, downloads and the ways to other pages alike; what it says about showing (SHOWN)
 * is the page's own.
 *
 * Values that have no field of their own (an area of the tree, a drawn shape) are kept in hidden fields.
 */

import { h } from "../dom.js";

const TYPING = 350;
// How the page shows what the filters leave, with the values that need not stand in the address.
const SHOWN = {
  map: "areas", measure: "count", sort: "-count", level: null, layer: "", classing: "quantile", classes: "5", a: "", b: "", list: "areas",
  rows: null, columns: null,
};
// Asked for with the filters, yet none of them: clearing leaves it.
const UNIT = { unit: "remarks" };
const USUAL = { ...SHOWN, ...UNIT };

export class Filters {
  /**
   * @param {function} onChange () after every change, whoever made it.
   * @param {boolean} live whether a change of a field counts at once, else with the button of the form.
   */
  constructor(form, onChange, { live = true } = {}) {
    Object.assign(this, { form, onChange, live });
    this.listeners = [];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply(true);
    });
    // Some fields stand outside the form element: beside the map and the histogram.
    document.addEventListener("change", ({ target }) => this.#changed(target));
    form.addEventListener("input", ({ target }) => target.type === "search" && target.name && this.#typing());
    form.querySelector("[data-filter-clear]").addEventListener("click", (event) => {
      if (!live) return;
      event.preventDefault();
      this.clear();
    });
    this.query = this.#search(this.#entries());
    this.address = location.search;
    this.start = this.query;
    addEventListener("popstate", () => location.search === this.address || this.#follow(location.search, true));
    this.#tell();
  }

  /** [[name, value], ...] as the API takes them. */
  get pairs() {
    return this.#entries().filter(([name, value]) => !(name in SHOWN) && value.trim() !== "" && UNIT[name] !== value);
  }

  /** Whether anything is left out. */
  get active() {
    return this.pairs.some(([name]) => !(name in UNIT));
  }

  /** The value of a field, the first of several; "" for none. */
  get(name) {
    return this.all(name)[0] ?? "";
  }

  /** All values of a name. */
  all(name) {
    return this.#entries().filter(([known, value]) => known === name && value !== "").map(([, value]) => value);
  }

  /** Set values by name and apply them: a text, several in an array, "" or null for none. */
  set(values) {
    for (const [name, value] of Object.entries(values)) this.#put(name, value);
    if (this.live) this.#apply(true);
    else this.#tell();
  }

  /** The address of this page with other values; several in an array. */
  href(values) {
    const others = this.#entries().filter(([name]) => !(name in values));
    return location.pathname + this.#search([...others, ...Object.entries(values).flatMap(pairsOf)]);
  }

  /** Take over the state of an address of this page ("?area=3203"). */
  go(search) {
    this.#follow(search, false);
  }

  /** Call a function after every change, before the page answers it. */
  onTell(listener) {
    this.listeners.push(listener);
    listener();
  }

  clear() {
    for (const name of new Set(this.#entries().map(([known]) => known))) {
      if (!(name in USUAL)) this.#put(name, null);
    }
    this.#apply(true);
  }

  #fields(name) {
    return [...this.form.elements].filter((field) => field.name === name);
  }

  #put(name, value) {
    const rest = new Set(pairsOf([name, value]).map(([, one]) => one));
    for (const field of this.#fields(name)) {
      if (field.type === "hidden") field.remove();
      else if (field.type === "checkbox") field.checked = rest.delete(field.value);
      else if (field.type === "radio") field.checked = rest.size ? rest.has(field.value) : field.value === (USUAL[name] ?? "");
      else field.value = [...rest][0] ?? "";
    }
    if (this.#fields(name).some(({ type }) => type !== "checkbox")) return;
    const hidden = [...rest].map((one) => h("input", { type: "hidden", name, value: one }));
    this.form.append(...hidden);
  }

  #entries() {
    return [...new FormData(this.form)];
  }

  #search(entries) {
    const said = entries.filter(([name, value]) => value.trim() !== "" && USUAL[name] !== value);
    const query = new URLSearchParams(said).toString();
    return query && `?${query}`;
  }

  #changed(field) {
    if (field.form !== this.form || !field.name) return;
    if (this.live) this.#apply(true);
    else this.#tell();
  }

  #typing() {
    clearTimeout(this.timer);
    if (this.live) this.timer = setTimeout(() => this.#apply(false), TYPING);
  }

  /** Every change of the filters is a step that "back" takes back, but typing and ways of showing are none. */
  #apply(finished) {
    clearTimeout(this.timer);
    const query = this.#search(this.#entries());
    if (query === this.query) return;
    const isStep = finished && this.live && asked(query) !== asked(this.query);
    this.query = query;
    history[isStep ? "pushState" : "replaceState"](null, "", location.pathname + query + location.hash);
    this.#changedTo(location.search);
  }

  /** Fill the form from an address; what it says nothing of is as when the page was opened, or not asked for. */
  #follow(search, isBack) {
    const said = new URLSearchParams(search);
    const opened = new URLSearchParams(this.start);
    for (const name of new Set([...this.#names(), ...said.keys()])) {
      const usual = name in USUAL ? (USUAL[name] ?? opened.get(name)) : null;
      this.#put(name, said.has(name) ? said.getAll(name) : usual);
    }
    if (!isBack) return this.#apply(true);
    this.query = this.#search(this.#entries());
    return this.#changedTo(search);
  }

  #names() {
    return [...this.form.elements].map(({ name }) => name).filter(Boolean);
  }

  #changedTo(search) {
    this.address = search;
    this.#tell();
    this.onChange();
  }

  /** How many are chosen, beside each fold; the same filters in every link to a page of the results. */
  #tell() {
    const query = new URLSearchParams(this.pairs).toString();
    for (const link of document.querySelectorAll("a[data-page]")) {
      link.href = link.dataset.page + (query && `?${query}`);
    }
    for (const field of document.querySelectorAll("input[data-query]")) field.value = this.query.slice(1);
    for (const fold of this.form.querySelectorAll("[data-fold]")) this.#count(fold);
    this.form.querySelector("[data-filter-clear]").hidden = !this.active;
    for (const listener of this.listeners) listener();
  }

  #count(fold) {
    const names = fold.dataset.fold.split(" ").filter(Boolean);
    const fields = [...fold.querySelectorAll("[name]:checked")].filter(({ value }) => value);
    const count = names.length ? names.reduce((sum, name) => sum + this.all(name).length, 0) : fields.length;
    fold.querySelector("[data-fold-count]").textContent = count || "";
  }
}

/** The part of a query that other numbers come of. */
function asked(query) {
  return JSON.stringify([...new URLSearchParams(query)].filter(([name]) => !(name in SHOWN)).sort());
}

function pairsOf([name, value]) {
  return [value ?? []].flat().map(String).filter(Boolean).map((one) => [name, one]);
}
