/** The list of remarks: follows the view and the filters, tells the exact number, a page at a time. */

import { Problem, address, get } from "../request.js";
import { fill, number } from "../words.js";
import { HASH, remarkItem } from "./remark.js";

const PAGE = 20;

export class RemarkList {
  /**
   * @param {HTMLElement} section holds the elements `[data-list-...]` of feedback/_list.html; an order to choose
   * and a page for each remark need not be among them.
   * @param {function} look (properties) -> how the pin of a remark looks.
   * @param {function} middle () -> [lon, lat] of what the map shows, for the nearest.
   */
  constructor(section, look, middle) {
    Object.assign(this, { section, look, middle });
    for (const name of ["items", "count", "more", "empty", "nomatch", "error", "reason", "retry", "order"]) {
      this[name] = section.querySelector(`[data-list-${name}]`);
    }
    this.unplaced = null;
    this.more.addEventListener("click", () => this.#showMore());
    this.retry.addEventListener("click", () => this.load(this.asked));
    this.order?.addEventListener("change", () => this.load(this.asked));
  }

  /** Show the first page of what the pairs [[name, value], ...] ask for; an earlier question is dropped. */
  async load(asked) {
    this.asked = asked;
    const order = await this.#sorting();
    if (this.asked !== asked) return;
    const first = address(this.section.dataset.url, [...asked, ...order, ["limit", PAGE]]);
    await this.#fetch(first, (page) => this.items.replaceChildren(...this.#lines(page)));
  }

  /** The order as pairs. Nearest is nearest to where one is, when one has let us know, else to the middle of
   * the map: asking for the position is the business of the button that shows it. */
  async #sorting() {
    if (!this.order) return [];
    const order = this.order.value;
    if (order !== "nearest") return [["order", order]];
    const near = (await ownPosition()) ?? this.middle();
    return [["order", order], ["near", near.map((degrees) => degrees.toFixed(5)).join(",")]];
  }

  /** The number of remarks without a place under the same filters; told beside the count. */
  setUnplaced(unplaced) {
    this.unplaced = unplaced;
    this.#tell();
  }

  async #showMore() {
    const next = new URL(this.next);
    const last = this.items.lastElementChild;
    await this.#fetch(next.pathname + next.search, (page) => this.items.append(...this.#lines(page)));
    // The button may be gone now: the focus goes on with the first of the new lines.
    last?.nextElementSibling?.querySelector("a").focus();
  }

  async #fetch(url, show) {
    this.request?.abort();
    const request = (this.request = new AbortController());
    this.section.setAttribute("aria-busy", "true");
    try {
      const page = await get(url, { signal: request.signal });
      this.#done(page);
      show(page);
    } catch (error) {
      if (error.name !== "AbortError") this.#failed(error);
    }
    if (this.request === request) this.section.removeAttribute("aria-busy");
  }

  #done(page) {
    this.matched = page.numberMatched;
    this.next = page.links.find(({ rel }) => rel === "next")?.href;
    this.more.hidden = !this.next;
    const filtered = this.asked.some(([name]) => name !== "in_bbox");
    this.empty.hidden = page.numberMatched > 0 || filtered;
    this.nomatch.hidden = page.numberMatched > 0 || !filtered;
    this.error.hidden = true;
    this.#tell();
  }

  #failed(error) {
    const offline = gettext("No connection to the server. What you see may be out of date.");
    this.reason.textContent = error instanceof Problem ? error.detail || error.message : offline;
    this.error.hidden = false;
  }

  #lines(page) {
    return page.features.map((feature) => remarkItem(feature, this.look(feature.properties), this.#addressOf(feature)));
  }

  /** The remark's own page; beside the officials' map there is none. */
  #addressOf({ id }) {
    return this.section.dataset.page?.replace("/0/", `/${id}/`) ?? HASH + id;
  }

  /** "37 remarks in this view, 5 without a place". */
  #tell() {
    if (this.matched === undefined) return;
    const inView = this.asked.some(([name]) => name === "in_bbox");
    const [matched, unplaced] = [this.matched, this.unplaced];
    const remarks = inView
      ? ngettext("%(count)s remark in this view", "%(count)s remarks in this view", matched)
      : ngettext("%(count)s remark", "%(count)s remarks", matched);
    const placeless = ngettext("%(count)s without a place", "%(count)s without a place", unplaced);
    const parts = [fill(remarks, { count: number(matched) })];
    if (unplaced) parts.push(fill(placeless, { count: number(unplaced) }));
    this.count.textContent = parts.join(", ");
  }
}

/** [lon, lat] of this device, if this page may know it already; null otherwise. */
async function ownPosition() {
  const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  if (permission?.state !== "granted") return null;
  const found = ({ coords }) => [coords.longitude, coords.latitude];
  const options = { timeout: 5000, maximumAge: 60_000 };
  return new Promise((tell) => {
    navigator.geolocation.getCurrentPosition((position) => tell(found(position)), () => tell(null), options);
  });
}
