/** The remark that is open in the panel, as the address says: #uwaga-12. */

import { middleOf } from "../map/map.js";
import { get } from "../request.js";
import { HASH, remarkDetail } from "./remark.js";

export class Opened {
  /** @param {object} page {root, view, sheet, find(selector), showView(name), choose(feature), look(properties)}. */
  constructor(page, url) {
    Object.assign(this, { page, url, id: null });
    this.holder = page.root.querySelector("[data-remark]");
    page.root.querySelector("[data-remark-close]").addEventListener("click", () => this.#close());
    addEventListener("hashchange", () => this.follow());
    page.find("[data-list-items]").addEventListener("click", (event) => this.#onLine(event));
  }

  /** Open what the address names; nothing if it names nothing. */
  follow() {
    const id = location.hash.startsWith(HASH) ? Number(location.hash.slice(HASH.length)) : NaN;
    if (Number.isInteger(id)) this.#open(id);
    else if (this.id !== null) this.#showList();
  }

  /** A line of the list leads to a page of its own; here the remark opens beside the map instead. */
  #onLine(event) {
    const line = event.target.closest("a.remark-link")?.closest("[data-id]");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.hash = HASH + line.dataset.id;
  }

  async #open(id) {
    this.id = id;
    this.page.showView("remark");
    this.page.sheet.atLeast("half");
    this.holder.textContent = gettext("Loading…");
    try {
      this.#show(id, await get(`${this.url}${id}/`));
    } catch (error) {
      const gone = gettext("This remark is not here: it may have been withdrawn.");
      const silent = gettext("No connection to the server. Try again in a moment.");
      this.holder.textContent = error.status === 404 ? gone : silent;
    }
  }

  #show(id, feature) {
    if (this.id !== id) return;
    this.holder.replaceChildren(remarkDetail(feature, this.page.look(feature.properties)));
    this.holder.querySelector("h2").focus();
    this.#talkAbout(feature);
    this.page.choose(feature);
    if (feature.geometry) this.page.view.reveal(middleOf(feature.geometry));
  }

  /** What others say about it; asked for with the first remark that is opened. Without it the remark stands
   * there all the same, and its own page has everything. */
  async #talkAbout({ properties: { id, supports, state } }) {
    if (state !== "published") return;
    const module = await import("./talk.js").catch(() => null);
    if (!module || this.id !== id) return;
    const page = this.page.find("[data-list]").dataset.page.replace("/0/", `/${id}/`);
    const talk = new module.Talk({ url: `${this.url}${id}/`, page, title: document.title, supports });
    this.holder.append(talk.element);
    await talk.load();
  }

  #close() {
    history.pushState(null, "", location.pathname + location.search);
    this.#showList();
  }

  /** Whoever was in the remark, also by the browser's way back, comes to its line, or to the top of the list. */
  #showList() {
    const line = `[data-list] [data-id="${this.id}"] a`;
    const wasWithin = this.holder.closest("[data-view]").contains(document.activeElement);
    this.id = null;
    this.page.choose(null);
    this.page.showView("browse");
    if (wasWithin) (this.page.root.querySelector(line) ?? this.page.find("#list-title")).focus();
  }
}
