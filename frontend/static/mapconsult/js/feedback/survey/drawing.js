/** A question that is answered on the map: its places as rows of the form, drawn one by one. */

import { announce } from "../../announce.js";
import { keys } from "../../map/draw-tools.js";
import { Draw } from "../../map/draw.js";
import { Marks } from "../../map/marks.js";
import { placesOf, sizeOf } from "../../map/measure.js";
import { fill } from "../../words.js";
import { makeMap } from "./ground.js";
import { placeOf } from "./values.js";

export class Drawing {
  /**
   * @param {HTMLElement} element `[data-drawn]`.
   * @param {string} partsUrl the areas under the map.
   * @param {function} onChange () when a place has come, gone or moved.
   */
  constructor(element, partsUrl, onChange) {
    Object.assign(this, { element, partsUrl, onChange, shape: element.dataset.shape, most: Number(element.dataset.most) });
    this.box = this.find("[data-drawing]");
    this.bar = this.find("[data-draw-bar]");
    this.start = this.find("[data-draw-start]");
    this.box.hidden = false;
    this.find("[data-more]")?.remove();
    this.find("[data-draw-new]").addEventListener("click", () => this.#draw(null));
    this.find("[data-draw-none]").addEventListener("click", () => this.#tell());
    this.find("[data-draw-cancel]").addEventListener("click", () => this.#cancel());
    element.addEventListener("click", ({ target }) => this.#onRow(target));
    this.refresh();
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  /** Its part is shown: now the map has a size. */
  open() {
    if (this.view) return this.view.resized();
    const obstacles = () => this.draw?.boxes() ?? [];
    Object.assign(this, makeMap(this.find("[data-map]"), this.partsUrl, obstacles));
    this.marks = new Marks(this.view);
    this.draw = new Draw(this.view, {
      tools: this.find("[data-draw-tools]"),
      onFinish: (geometry) => this.#finish(geometry),
      onCancel: () => this.#cancel(),
    });
    return this.refresh();
  }

  /** Show the rows that say something, and their places on the map. */
  refresh() {
    const rows = this.#rows();
    const said = rows.filter((row) => !row.hidden && (placeOf(row) || row.dataset.open !== undefined));
    for (const row of rows) row.hidden = !said.includes(row) && !placeOf(row);
    const shown = rows.filter((row) => !row.hidden);
    shown.forEach((row, index) => this.#title(row, index + 1));
    const drawn = shown.map((row, index) => ({ geometry: placeOf(row)?.geometry, label: String(index + 1) }));
    this.marks?.show(drawn.filter(({ geometry }) => geometry));
    const full = shown.length >= this.most;
    for (const name of ["new", "none"]) this.find(`[data-draw-${name}]`).hidden = full;
    this.find("[data-draw-new-label]").textContent = this.#label(shown.length);
  }

  /** Fields for so many places, as a draft was kept with. */
  ensureRows(count) {
    while (this.#rows().length < Math.min(count, this.most)) this.#addRow();
  }

  #rows() {
    return [...this.element.querySelectorAll("[data-row]")];
  }

  #label(count) {
    if (count) return gettext("Mark another place");
    return { point: gettext("Mark a place"), line: gettext("Draw a line"), polygon: gettext("Draw an area") }[this.shape];
  }

  #title(row, number) {
    const place = placeOf(row);
    const drawn = place?.geometry && place.geometry.type !== "Point" ? placesOf(place.geometry) : null;
    const words = fill(gettext("Place %(number)s"), { number });
    row.querySelector("[data-row-title]").textContent = drawn ? `${words}: ${sizeOf(drawn.kind, drawn.places)}` : words;
    row.querySelector("[data-told]").hidden = Boolean(place?.geometry);
    row.querySelector("[data-row-buttons]").hidden = false;
    row.querySelector("[data-row-move]").hidden = !place?.geometry;
  }

  #field(row, name) {
    return row.querySelector(`[data-field="${name}"]`);
  }

  #addRow() {
    const index = this.#rows().length;
    const row = this.find("[data-row-template]").content.firstElementChild.cloneNode(true);
    for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) number(element, index);
    this.find("[data-rows-list]").append(row);
    this.find("[data-rows]").value = index + 1;
    return row;
  }

  /** An unused row, shown from now on. */
  #freeRow() {
    const row = this.#rows().find((other) => other.hidden && !placeOf(other)) ?? this.#addRow();
    row.dataset.open = "";
    row.hidden = false;
    return row;
  }

  #draw(row) {
    this.open();
    this.row = row;
    this.bar.hidden = false;
    this.start.hidden = true;
    const geometry = row && placeOf(row).geometry;
    // A point is set anew by the next tap; what has several is taken up where it was left.
    this.draw.start({ kind: this.shape, geometry: geometry?.type === "Point" ? null : geometry });
    this.box.scrollIntoView({ block: "nearest" });
    this.view.element.focus({ preventScroll: true });
    announce(keys(this.shape));
  }

  #finish(geometry) {
    const outside = placesOf(geometry).places.find((place) => !this.border.contains(place));
    if (outside) return this.#refuse(outside);
    const row = this.row ?? this.#freeRow();
    this.#field(row, "geometry").value = JSON.stringify(geometry);
    this.#field(row, "placed_by").value = "pin";
    this.#close();
    announce(gettext("The place is marked. You can say something about it."));
    return this.#field(row, "body").focus();
  }

  #refuse(place) {
    const words = `${gettext("This place lies outside the area of this consultation.")} ${this.border.words(place)}`;
    if (this.shape === "point") this.draw.clear();
    this.border.point(place);
    this.draw.tools.refuse(words);
    announce(words);
  }

  #cancel() {
    this.#close();
    this.find("[data-draw-new]").focus();
  }

  #close() {
    this.draw.stop();
    this.draw.clear();
    this.border.clear();
    this.bar.hidden = true;
    this.start.hidden = false;
    this.refresh();
    this.onChange();
  }

  /** The same without the map: fields for an address, a parcel or a district. */
  #tell() {
    const row = this.#freeRow();
    this.refresh();
    row.querySelector("[data-told] .input").focus();
  }

  #onRow(target) {
    const row = target.closest("[data-row]");
    if (!row) return;
    if (target.closest("[data-row-move]")) this.#draw(row);
    if (target.closest("[data-row-remove]")) this.#remove(row);
  }

  #remove(row) {
    for (const field of row.querySelectorAll("[data-field]")) field.value = "";
    delete row.dataset.open;
    row.hidden = true;
    this.refresh();
    this.onChange();
    announce(gettext("The place is removed."));
    this.find("[data-draw-new]").focus();
  }
}

function number(element, index) {
  for (const name of ["name", "id", "for", "aria-describedby"]) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replaceAll("__index__", index));
  }
}
