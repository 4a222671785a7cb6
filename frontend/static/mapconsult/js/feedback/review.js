/** All remarks of a draft on one page, before they are sent: each can be changed or taken out. */

import { announce } from "../announce.js";
import { h, icon } from "../dom.js";
import { pinSymbol } from "../map/pins.js";
import { fill, number } from "../words.js";
import { linked } from "./text.js";

export class Review {
  /**
   * @param {HTMLElement} list an `<ol>`; beside it `[data-review-undo]`, a message with a button.
   * @param {function} look ({category}) -> how its pin looks.
   * @param {function} nameOf (category id) -> its name.
   * @param {function} onEdit (index), onRemove (index), onRestore (index, remark).
   */
  constructor(list, { look, nameOf, onEdit, onRemove, onRestore }) {
    Object.assign(this, { list, look, nameOf, onEdit, onRemove, onRestore, removed: null });
    this.undo = list.parentElement.querySelector("[data-review-undo]");
    this.undo.querySelector("button").addEventListener("click", () => this.#restore());
  }

  show(remarks) {
    this.urls?.forEach((url) => URL.revokeObjectURL(url));
    this.urls = [];
    this.remarks = remarks;
    this.list.replaceChildren(...remarks.map((remark, index) => this.#item(remark, index)));
    this.undo.hidden = !this.removed;
  }

  /** Nothing that was taken out can be put back any more. */
  forget() {
    this.removed = null;
  }

  #item(remark, index) {
    const { place, category, body, photos } = remark;
    const name = this.nameOf(category) ?? gettext("Remark");
    const title = fill(gettext("%(number)s. %(category)s"), { number: number(index + 1), category: name });
    const about = h("span", { class: "sr-only" }, ` (${title})`);
    return h("li", { class: "review-item" },
      h("h3", {}, pinSymbol(this.look({ category })), h("span", {}, title)),
      h("p", { class: "soft small" }, icon("place"), " ", where(place)),
      h("p", { class: "remark-text" }, ...linked(body)),
      photos.length ? h("ul", { class: "photos" }, ...photos.map((photo) => this.#photo(photo))) : null,
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "button", onclick: () => this.onEdit(index) }, icon("edit"), " ", gettext("Change"), about),
        h("button", { type: "button", class: "button button-quiet", onclick: () => this.#remove(remark, index) }, gettext("Take out"), about.cloneNode(true))));
  }

  #photo({ blob, alt, width, height }) {
    const src = URL.createObjectURL(blob);
    this.urls.push(src);
    return h("li", {}, h("img", { src, alt: alt || gettext("Photo without a description"), width, height }));
  }

  #remove(remark, index) {
    this.removed = { remark, index };
    this.onRemove(index);
    this.undo.querySelector("button").focus();
    announce(gettext("The remark is taken out."));
  }

  #restore() {
    const { remark, index } = this.removed;
    this.removed = null;
    this.onRestore(index, remark);
    this.list.children[index].querySelector("button").focus();
  }
}

/** The label of a point says how to move it, which nobody can here. */
function where({ geometry, parcel, place_note: note, label }) {
  if (geometry?.type !== "Point") return label;
  return note || (parcel ? fill(gettext("parcel %(number)s"), { number: parcel }) : gettext("A point on the map"));
}
