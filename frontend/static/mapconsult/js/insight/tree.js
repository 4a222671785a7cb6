/**
 * The areas of a consultation as a tree of boxes: the parts of an area are read when it is opened, any area of
 * the territory is found by its name. What is chosen is kept by the filters; the boxes follow them.
 */

import { h } from "../dom.js";
import { address, get } from "../request.js";
import { fill } from "../words.js";

const TYPING = 300;
const MOST_FOUND = 30;
const LAST = "district";

export class Tree {
  constructor(section) {
    this.section = section;
    this.list = section.querySelector(".tree");
    this.status = section.querySelector("[data-tree-status]");
    const form = section.closest("form");
    for (const box of this.#boxes()) {
      if (box.checked) form.append(h("input", { type: "hidden", name: "area", value: box.value }));
      // From here on the hidden fields tell what is chosen.
      box.removeAttribute("name");
      if ("parts" in box.dataset) this.#addOpener(box.closest("li"), box.value);
    }
    section.addEventListener("change", ({ target }) => target.type === "checkbox" && this.#choose(target));
    this.#listen(section.querySelector(".tree-search"));
  }

  /** Show what these filters hold, now and after every change. */
  follow(filters) {
    this.filters = filters;
    filters.onTell(() => this.#mark());
  }

  #boxes() {
    return [...this.section.querySelectorAll("input[type=checkbox]")];
  }

  #mark() {
    const chosen = new Set(this.filters.all("area"));
    for (const box of this.#boxes()) box.checked = chosen.has(box.value);
  }

  #choose(box) {
    const others = this.filters.all("area").filter((code) => code !== box.value);
    this.filters.set({ area: box.checked ? [...others, box.value] : others });
  }

  #addOpener(item, code) {
    const name = item.querySelector("span").textContent;
    const button = h("button", {
      type: "button", class: "tree-opener", "aria-expanded": "false",
      "aria-label": fill(gettext("Parts of %(name)s"), { name }),
      onclick: () => this.#toggle(item, button, code),
    });
    item.prepend(button);
  }

  async #toggle(item, button, code) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    const parts = item.querySelector("ul");
    if (parts) parts.hidden = !open;
    else if (open) await this.#readParts(item, button, code);
  }

  async #readParts(item, button, code) {
    this.#tell(gettext("Loading…"));
    try {
      const { results } = await get(address(this.section.dataset.areasUrl, [["parent", code], ["limit", 1000]]));
      if (results.length) item.append(h("ul", { class: "tree" }, ...results.map((area) => this.#item(area))));
      else button.remove();
      this.#tell(results.length ? "" : gettext("No smaller areas are known here."));
      this.#mark();
    } catch {
      button.setAttribute("aria-expanded", "false");
      this.#tell(gettext("No connection to the server. Try again in a moment."));
    }
  }

  #item({ code, name, level }) {
    const box = h("input", { type: "checkbox", value: code });
    const item = h("li", {}, h("label", { class: "choice" }, box, h("span", {}, name)));
    if (level !== LAST) this.#addOpener(item, code);
    return item;
  }

  #listen(label) {
    label.hidden = false;
    const field = label.querySelector("input");
    field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#search(field.value.trim()), TYPING);
    });
    // Enter here finds; it does not send the form.
    field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  async #search(text) {
    this.found?.remove();
    this.list.hidden = text.length > 1;
    if (text.length < 2) return this.#tell("");
    this.request?.abort();
    this.request = new AbortController();
    try {
      const asked = [["q", text], ["limit", 1000]];
      const { results } = await get(address(this.section.dataset.areasUrl, asked), { signal: this.request.signal });
      return this.#showFound(results.filter(({ code }) => code.startsWith(this.section.dataset.territory)));
    } catch (error) {
      return error.name === "AbortError" || this.#tell(gettext("No connection to the server. Try again in a moment."));
    }
  }

  #showFound(areas) {
    const shown = areas.slice(0, MOST_FOUND);
    this.found?.remove();
    this.found = h("ul", { class: "tree" }, ...shown.map((area) => this.#item(area)));
    this.list.after(this.found);
    const number = ngettext("%(count)s area found", "%(count)s areas found", areas.length);
    this.#tell(fill(number, { count: areas.length }));
    this.#mark();
  }

  #tell(text) {
    this.status.textContent = text;
    this.status.hidden = !text;
  }
}
