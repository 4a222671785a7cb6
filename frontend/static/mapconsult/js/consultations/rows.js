/**
 * Rows of a Django formset that come, go and change places. What the server needs stays in the form: the number
 * of rows, the box "remove on saving", the place in the list. Without this there are empty rows and these fields.
 */

import { announce } from "../announce.js";
import { h, icon } from "../dom.js";
import { dragRows } from "./drag.js";

/** Take over the rows with this prefix. */
export function editRows(prefix) {
  const place = document.querySelector(`[data-rows="${prefix}"]`);
  const total = document.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const template = document.querySelector(`[data-row-template="${prefix}"]`);
  const add = document.querySelector(`[data-row-add="${prefix}"]`);
  const rows = new Rows(place, total, template);
  add.hidden = false;
  add.addEventListener("click", () => rows.add());
}

class Rows {
  constructor(place, total, template) {
    Object.assign(this, { place, total, template, ordered: "ordered" in place.dataset });
    for (const row of [...place.children].reverse()) {
      if (!isEmpty(row)) break;
      row.remove();
      total.value = Number(total.value) - 1;
    }
    for (const row of place.children) this.#takeOver(row);
    this.#number();
    if (this.ordered) dragRows(place, { rows: "[data-row]", lists: "[data-rows]", onDrop: (row) => this.#moved(row) });
  }

  add() {
    const shell = document.createElement("div");
    shell.append(this.template.content.cloneNode(true));
    shell.innerHTML = shell.innerHTML.replaceAll("__prefix__", this.total.value);
    const row = shell.querySelector("[data-row]");
    this.total.value = Number(this.total.value) + 1;
    this.place.append(row);
    this.#takeOver(row);
    this.#number();
    nameOf(row).focus();
  }

  #takeOver(row) {
    row.querySelector("[data-row-delete]").hidden = true;
    const remove = row.querySelector("[data-row-remove]");
    remove.hidden = false;
    remove.addEventListener("click", () => this.#remove(row));
    row.hidden = row.querySelector("[data-row-delete] input").checked;
    if (!this.ordered) return;
    row.querySelector("[data-row-order]").hidden = true;
    row.querySelector(".buttons:has([data-row-up])").prepend(h("span", { class: "grip", "data-grip": true }, icon("grip")));
    for (const [name, step] of [["up", -1], ["down", 1]]) {
      const button = row.querySelector(`[data-row-${name}]`);
      button.hidden = false;
      button.addEventListener("click", () => this.#move(row, step, button));
    }
  }

  /** The row stays in the form, so that the server hears of it; the next one, or the last, gets the focus. */
  #remove(row) {
    const rows = this.#shown();
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    row.querySelector("[data-row-delete] input").checked = true;
    row.hidden = true;
    this.#number();
    announce(gettext("Removed. It is gone once you save."));
    const target = next ? nameOf(next) : document.querySelector(`[data-row-add="${this.place.dataset.rows}"]`);
    target.focus();
  }

  #move(row, step, button) {
    const rows = this.#shown();
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    this.#moved(row);
    button.focus();
  }

  #moved(row) {
    this.#number();
    announce(interpolate(gettext("Now number %s."), [this.#shown().indexOf(row) + 1]));
  }

  #number() {
    if (!this.ordered) return;
    const rows = this.#shown();
    rows.forEach((row, index) => {
      row.querySelector("[data-row-order] input").value = index;
      row.querySelector("[data-row-up]").setAttribute("aria-disabled", String(index === 0));
      row.querySelector("[data-row-down]").setAttribute("aria-disabled", String(index === rows.length - 1));
    });
  }

  #shown() {
    return [...this.place.children].filter((row) => !row.hidden);
  }
}

function nameOf(row) {
  return row.querySelector("input[name$='-name'], input[name$='-text']");
}

/** A new row into which nobody has typed, and in which nothing is wrong. */
function isEmpty(row) {
  const stored = row.querySelector("input[name$='-id']")?.value;
  return !stored && !nameOf(row).value && !row.querySelector(".errorlist");
}
