/** One remark in full in place of the list, as the address says (#uwaga-12). */

import { HASH, remarkDetail } from "../feedback/remark.js";
import { middleOf } from "../map/map.js";
import { get } from "../request.js";

export class Details {
  /** @param {function} onOpen () when the list is to be shown. */
  constructor(section, url, picture, onOpen) {
    Object.assign(this, { section, url, picture, onOpen });
    this.opened = null;
    addEventListener("hashchange", () => this.follow());
    section.querySelector("[data-remark-close]").addEventListener("click", () => this.close());
  }

  /** Open or close what the address says. */
  follow() {
    const id = location.hash.startsWith(HASH) ? Number(location.hash.slice(HASH.length)) : NaN;
    if (Number.isInteger(id)) this.#open(id);
    else if (this.opened) this.#shut();
  }

  close() {
    const id = this.opened;
    history.pushState(null, "", location.pathname + location.search);
    this.#shut();
    this.section.querySelector(`[data-id="${id}"] a`)?.focus();
  }

  async #open(id) {
    const holder = this.section.querySelector("[data-remark]");
    this.opened = id;
    this.onOpen();
    this.#view("remark");
    holder.textContent = gettext("Loading…");
    try {
      const feature = await get(`${this.url}${id}/`);
      if (this.opened !== id) return;
      holder.replaceChildren(remarkDetail(feature, this.picture.look(feature.properties)));
      holder.querySelector("h2").focus();
      this.picture.choose(feature, feature.geometry && middleOf(feature.geometry));
    } catch (error) {
      const gone = gettext("This remark is not here: it may have been withdrawn.");
      const silent = gettext("No connection to the server. Try again in a moment.");
      holder.textContent = error.status === 404 ? gone : silent;
    }
  }

  #shut() {
    this.opened = null;
    this.#view("list");
    this.picture.choose(null);
  }

  #view(name) {
    for (const part of this.section.querySelectorAll("[data-view]")) part.hidden = part.dataset.view !== name;
  }
}
