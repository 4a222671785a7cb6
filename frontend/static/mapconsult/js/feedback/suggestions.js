/** A text field with a list of what it may mean: an ARIA combobox, by keyboard, mouse and finger. */

import { h } from "../dom.js";

const PAUSE = 250;

export class Suggestions {
  /**
   * @param {HTMLInputElement} input with role=combobox, its list named by aria-controls.
   * @param {function} find (text, signal) -> a promise of items {label, detail}.
   * @param {function} onPick (item)
   * @param {function} tell (words) how many were found, or why none.
   */
  constructor(input, { find, onPick, tell, least = 2 }) {
    Object.assign(this, { input, find, onPick, tell, least, items: [], active: -1 });
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    input.addEventListener("input", () => this.#soon());
    input.addEventListener("keydown", (event) => this.#onKey(event));
    input.addEventListener("blur", () => this.close());
    // A click on the list must not take the focus from the field, which would close it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.#pick(this.#options().indexOf(target.closest("[role=option]"))));
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.#show([]);
  }

  #soon() {
    clearTimeout(this.timer);
    this.tell("");
    if (this.input.value.trim().length < this.least) return this.close();
    return (this.timer = setTimeout(() => this.#search(), PAUSE));
  }

  async #search() {
    clearTimeout(this.timer);
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    const text = this.input.value.trim();
    this.tell(gettext("Searching…"));
    try {
      const items = await this.find(text, signal);
      this.#show(items);
      this.tell(count(items.length));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#show([]);
      this.tell(gettext("The search does not answer. Try again in a moment, or move the map."));
    }
  }

  #show(items) {
    this.items = items;
    this.list.replaceChildren(...items.map(({ label, detail }, index) =>
      h("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" },
        label, detail && h("span", { class: "soft small" }, detail))));
    this.list.hidden = !items.length;
    this.input.setAttribute("aria-expanded", items.length > 0);
    this.#activate(-1);
  }

  #options() {
    return [...this.list.children];
  }

  #activate(index) {
    this.active = index;
    this.#options().forEach((option, at) => option.setAttribute("aria-selected", at === index));
    const chosen = this.#options()[index];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  #onKey(event) {
    const last = this.items.length - 1;
    const acts = {
      ArrowDown: () => this.#activate(this.active >= last ? 0 : this.active + 1),
      ArrowUp: () => this.#activate(this.active <= 0 ? last : this.active - 1),
      Enter: () => this.#enter(),
      Escape: () => this.close(),
    };
    const isOpen = this.items.length > 0;
    if (!acts[event.key] || (!isOpen && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  /** The chosen one, else the first; without any, search at once. */
  #enter() {
    if (this.items.length) this.#pick(Math.max(this.active, 0));
    else if (this.input.value.trim().length >= this.least) this.#search();
  }

  #pick(index) {
    const item = this.items[index];
    if (!item) return;
    this.input.value = item.label;
    this.close();
    this.onPick(item);
  }
}

function count(found) {
  if (!found) return gettext("Nothing found. Try another spelling, or move the map.");
  return interpolate(ngettext("%s place found. Choose with the arrow keys.", "%s places found. Choose with the arrow keys.", found), [found]);
}
