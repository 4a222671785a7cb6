/** What stands beside the map: the table of areas, or the list of remarks, those of one cell among them. */

import { RemarkList } from "../feedback/list.js";

export class Listing {
  /** @param {function} look (properties) -> how the pin of a remark looks. */
  constructor(root, filters, look) {
    Object.assign(this, { root, filters });
    this.areas = root.querySelector("[data-areas]");
    this.remarks = root.querySelector("[data-list]");
    this.list = new RemarkList(this.remarks, look);
    this.order = this.remarks.querySelector("[data-list-order]");
    root.querySelector("[data-cell-clear]").addEventListener("click", () => this.showCell(null));
    root.querySelector("[data-tabs]").hidden = false;
  }

  /** Show "areas" or "remarks", and perhaps let the focus go on there. */
  show(name, focus = false) {
    this.filters.set({ list: name });
    this.follow();
    if (focus) this.root.querySelector("#list-title").focus();
  }

  /** Show what the address says. */
  follow() {
    const name = this.filters.get("list") || "areas";
    const wasHidden = this.remarks.hidden;
    this.areas.hidden = name !== "areas";
    this.remarks.hidden = name !== "remarks";
    if (wasHidden) this.read();
  }

  /** List the remarks of a box of the map alone; null for all of them. */
  showCell(bbox) {
    this.cell = bbox;
    this.root.querySelector("[data-cell]").hidden = !bbox;
    if (bbox) this.show("remarks", true);
    this.read();
  }

  /** Read the list, if it is shown. */
  read() {
    if (this.remarks.hidden) return;
    this.#orderByWords();
    const pairs = this.filters.pairs.filter(([name]) => !(this.cell && name === "in_bbox"));
    this.list.load(this.cell ? [...pairs, ["in_bbox", this.cell.join(",")]] : pairs);
  }

  /** With words the best matches come first; without any there is nothing to match. */
  #orderByWords() {
    const best = this.order.querySelector("[value=relevance]");
    const words = this.filters.get("q");
    if (best.disabled && words) this.order.value = best.value;
    else if (!words && this.order.value === best.value) this.order.value = this.order.options[0].value;
    best.disabled = !words;
  }
}
