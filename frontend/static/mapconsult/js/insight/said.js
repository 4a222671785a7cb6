/** The chosen filters in words above the page, each with a way to take it away; the server finds the words. */

import { address, get } from "../request.js";

export class Said {
  /** @param {Filters} filters of a page that changes them without being loaded again. */
  constructor(element, filters) {
    Object.assign(this, { element, filters });
    this.shown = JSON.stringify(filters.pairs);
    element.addEventListener("click", (event) => this.#onClick(event));
    filters.onTell(() => this.#read());
  }

  async #read() {
    const asked = JSON.stringify(this.filters.pairs);
    if (asked === this.shown) return;
    this.shown = asked;
    this.request?.abort();
    this.request = new AbortController();
    const here = [...new URLSearchParams(this.filters.query)];
    try {
      const text = await get(address(this.element.dataset.url, here), { signal: this.request.signal });
      const told = new DOMParser().parseFromString(text, "text/html").querySelector("[data-said]");
      this.#show([...(told?.childNodes ?? [])]);
    } catch (error) {
      // The map says that there is no connection; words that no longer hold are taken away.
      if (error.name !== "AbortError") this.#show([]);
    }
  }

  #show(nodes) {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(...nodes);
    if (hadFocus) (this.element.querySelector("a") ?? document.querySelector("[data-filters] summary")).focus();
  }

  #onClick(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.filters.go(link.getAttribute("href").split("?")[1] ?? "");
  }
}
