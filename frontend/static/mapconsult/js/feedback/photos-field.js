/** The photos of a remark that is being written: taken or chosen, made small, described, removed. */

import { announce } from "../announce.js";
import { h, icon } from "../dom.js";
import { newKey } from "../outbox/outbox.js";
import { fill } from "../words.js";
import { resized } from "./photo-resize.js";

const MOST = 3;
const ALT_LENGTH = 300;

export class PhotosField {
  /**
   * @param {HTMLElement} root holds `[data-photos-list]`, `[data-photos-add]` (with file inputs) and
   *   `[data-photos-told]`, where errors stand.
   * @param {function} onChange () when a photo or its description has changed.
   */
  constructor(root, onChange) {
    Object.assign(this, { root, onChange, photos: [], busy: 0 });
    for (const name of ["list", "add", "told"]) this[name] = root.querySelector(`[data-photos-${name}]`);
    for (const input of this.add.querySelectorAll("input")) {
      input.addEventListener("change", () => this.#take(input));
    }
  }

  /** [{key, blob, alt, width, height}] */
  get value() {
    return this.photos.map(({ url, ...photo }) => photo);
  }

  set value(photos) {
    this.turn = (this.turn ?? 0) + 1;
    this.photos.forEach(({ url }) => URL.revokeObjectURL(url));
    this.photos = photos.map((photo) => ({ ...photo, url: URL.createObjectURL(photo.blob) }));
    this.list.replaceChildren(...this.photos.map((photo) => this.#item(photo)));
    this.#tell([]);
    this.#limit();
  }

  async #take(input) {
    const files = [...input.files];
    input.value = "";
    const { turn } = this;
    const room = MOST - this.photos.length - this.busy;
    const errors = files.length > room ? [fill(gettext("A remark has at most %(count)s photos."), { count: MOST })] : [];
    await Promise.all(files.slice(0, room).map((file) => this.#prepare(file, turn, errors)));
    if (turn === this.turn) this.#tell(errors);
  }

  /** Show at once that something happens, then the picture. */
  async #prepare(file, turn, errors) {
    const waiting = h("li", { class: "photo" }, h("p", { class: "soft" }, gettext("Preparing the photo…")));
    this.list.append(waiting);
    this.busy += 1;
    this.#limit();
    try {
      const photo = { key: newKey(), alt: "", ...(await resized(file)) };
      if (turn === this.turn) this.#show(photo, waiting);
    } catch {
      errors.push(fill(gettext("%(name)s cannot be read as a picture. Choose a JPEG, PNG or WebP."), { name: file.name }));
    }
    waiting.remove();
    this.busy -= 1;
    this.#limit();
  }

  #show(photo, waiting) {
    const shown = { ...photo, url: URL.createObjectURL(photo.blob) };
    this.photos.push(shown);
    waiting.before(this.#item(shown));
    this.onChange();
    announce(gettext("The photo is added. Say what is in it."));
  }

  #item(photo) {
    const id = `photo-${photo.key}`;
    const type = ({ target }) => {
      photo.alt = target.value;
      this.onChange();
    };
    const item = h("li", { class: "photo" },
      h("img", { src: photo.url, alt: "", width: photo.width, height: photo.height }),
      h("div", { class: "photo-words" },
        h("label", { for: id }, gettext("What is in the picture?")),
        h("input", { class: "input", id, value: photo.alt, maxlength: ALT_LENGTH, "aria-describedby": "photos-why", oninput: type }),
        h("button", { type: "button", class: "button button-quiet", onclick: () => this.#remove(photo, item) },
          icon("close"), " ", gettext("Remove the photo"))));
    return item;
  }

  #remove(photo, item) {
    URL.revokeObjectURL(photo.url);
    this.photos = this.photos.filter((other) => other !== photo);
    item.remove();
    this.#limit();
    this.onChange();
    [...this.add.querySelectorAll("input")].find(({ offsetParent }) => offsetParent)?.focus();
    announce(gettext("The photo is removed."));
  }

  #limit() {
    this.add.hidden = this.photos.length + this.busy >= MOST;
  }

  #tell(errors) {
    this.told.textContent = errors.join(" ");
    this.told.hidden = !errors.length;
    if (errors.length) announce(errors.join(" "));
  }
}
