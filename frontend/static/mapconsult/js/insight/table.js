/**
 * The table of areas: the same numbers as the map, sortable by every column, opened like the map. Numbers of what
 * was said lead to the remarks behind them.
 */

import { h } from "../dom.js";
import { language, number } from "../words.js";

const rates = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const COLUMNS = ["count", "submissions", "persons", "population", "rate_per_1000", "per_km2"];
const LISTED = ["count", "submissions", "persons"];

/** A rate per 1,000 residents or per km² with one decimal. */
export function rate(value) {
  return rates.format(value);
}

export class AreaTable {
  /**
   * @param {HTMLElement} section holds the table.
   * @param {string} sort a column, with a minus before it for descending.
   * @param {function} href (area) -> the address that opens it; hrefList (area) -> that of its remarks.
   * @param {function} onOpen (area), onList (area), onPoint (area or null), onSort (sort).
   */
  constructor(section, { sort, href, hrefList, onOpen, onList, onPoint, onSort }) {
    Object.assign(this, { section, sort, href, hrefList, onOpen, onList, onPoint, onSort });
    this.areas = [];
    this.rows = section.querySelector("[data-rows]");
    for (const cell of section.querySelectorAll("[data-sort]")) this.#makeSortable(cell);
    this.#tellSort();
    this.rows.addEventListener("click", (event) => this.#onClick(event));
    this.rows.addEventListener("keydown", (event) => this.#onKey(event));
    for (const type of ["pointerover", "focusin"]) this.rows.addEventListener(type, ({ target }) => this.#point(target));
    for (const type of ["pointerleave", "focusout"]) this.rows.addEventListener(type, () => this.onPoint(null));
  }

  show(areas) {
    this.areas = areas;
    this.#draw();
    this.section.querySelector("[data-no-areas]").hidden = areas.length > 0;
  }

  /** Give the focus to an area's row, else to the first one. */
  focus(code) {
    const links = [...this.rows.querySelectorAll("a")];
    (links.find((link) => link.dataset.code === code) ?? links[0])?.focus();
  }

  /** Mark the row of an area, as when it is pointed at on the map; null for none. */
  highlight(code) {
    for (const row of this.rows.rows) row.classList.toggle("is-pointed", row.dataset.code === code);
  }

  #draw() {
    this.rows.replaceChildren(...this.#sorted().map((area) => this.#row(area)));
  }

  #row(area) {
    const cells = COLUMNS.map((name) => h("td", {}, ...this.#value(area, name)));
    const link = h("a", { href: this.href(area), "data-code": area.code }, area.name);
    return h("tr", { "data-code": area.code }, h("th", { scope: "row" }, link), ...cells);
  }

  #value(area, name) {
    const found = area[name];
    if (found == null) return [h("span", { class: "sr-only" }, gettext("not known")), "–"];
    if (name === "rate_per_1000" || name === "per_km2") return [rate(found)];
    if (!found || !LISTED.includes(name)) return [number(found)];
    return [h("a", { href: this.hrefList(area), "data-listed": true }, number(found))];
  }

  #sorted() {
    const descending = this.sort.startsWith("-");
    const name = this.sort.replace("-", "");
    const key = (area) => area[name] ?? -1;
    const sorted = name === "name" ? [...this.areas] : [...this.areas].sort((a, b) => key(a) - key(b));
    return descending ? sorted.reverse() : sorted;
  }

  #makeSortable(cell) {
    const button = h("button", { type: "button", onclick: () => this.#sortBy(cell.dataset.sort) }, cell.textContent);
    cell.replaceChildren(button);
  }

  /** Numbers from the largest first, names from A first; again turns it round. */
  #sortBy(name) {
    const first = name === "name" ? name : `-${name}`;
    const other = name === "name" ? `-${name}` : name;
    this.sort = this.sort === first ? other : first;
    this.#tellSort();
    this.#draw();
    this.onSort(this.sort);
  }

  #tellSort() {
    for (const cell of this.section.querySelectorAll("[data-sort]")) {
      const { sort } = cell.dataset;
      if (this.sort === sort) cell.setAttribute("aria-sort", "ascending");
      else if (this.sort === `-${sort}`) cell.setAttribute("aria-sort", "descending");
      else cell.removeAttribute("aria-sort");
    }
  }

  #onClick(event) {
    const row = event.target.closest("tr");
    const area = row && this.#areaOf(row);
    // Until the numbers have come, the server's own link leads there.
    if (!area || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.target.closest("[data-listed]")) this.onList(area);
    else this.onOpen(area);
  }

  #onKey(event) {
    const row = event.target.closest("tr");
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    if (!next) return;
    event.preventDefault();
    next.querySelector("a").focus();
  }

  #point(target) {
    const row = target.closest("tr");
    if (row) this.onPoint(this.#areaOf(row));
  }

  #areaOf(row) {
    return this.areas.find(({ code }) => code === row.dataset.code) ?? null;
  }
}
