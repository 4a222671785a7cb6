/** The results of a consultation: one filter state, and everything that is drawn from it. */

import { announce } from "../announce.js";
import { data, h } from "../dom.js";
import { Problem, address } from "../request.js";
import { number } from "../words.js";
import { Answers } from "./answers.js";
import { unitOf } from "./asked.js";
import { Details } from "./details.js";
import { Filters } from "./filters.js";
import { Histogram } from "./histogram.js";
import { Listing } from "./listing.js";
import { counted } from "./map-words.js";
import { closeByEscape, showCurrent } from "./menu.js";
import { Picture } from "./picture.js";
import { Said } from "./said.js";
import { AreaTable } from "./table.js";
import { timeRows, timeWords } from "./time.js";
import { Tree } from "./tree.js";

const NARROW = matchMedia("(max-width: 1099px)");

class Page {
  constructor(root) {
    this.root = root;
    this.config = data("results");
    this.urls = root.querySelector("#map").dataset;
    const tree = new Tree(root.querySelector("[data-tree]"));
    this.filters = new Filters(root.querySelector("#filters"), () => this.#change());
    tree.follow(this.filters);
    new Said(root.querySelector("[data-said]"), this.filters);
    this.answers = new Answers(this.urls);
    this.picture = new Picture(root, this.config, {
      filters: this.filters,
      onOpen: (area) => this.#open(area, "map"),
      onPoint: (code) => this.table.highlight(code),
      onCell: (bbox) => this.listing.showCell(bbox),
      onPick: (id) => (location.hash = `#uwaga-${id}`),
      onError: (error) => this.#failed(error),
    });
    this.table = new AreaTable(root.querySelector("[data-areas]"), {
      sort: this.filters.get("sort"),
      href: (area) => this.filters.href({ ...this.#within(area), level: "" }),
      hrefList: (area) => this.filters.href({ ...this.#within(area), list: "remarks" }),
      onOpen: (area) => this.#open(area, "table"),
      onList: (area) => this.#listArea(area),
      onPoint: (area) => this.picture.highlight(area?.code ?? null),
      onSort: (sort) => this.filters.set({ sort }),
    });
    this.histogram = new Histogram(root.querySelector("[data-histogram]"), (after, before) =>
      this.filters.set({ created_after: after, created_before: before }));
    this.listing = new Listing(root, this.filters, (properties) => this.picture.look(properties));
    this.details = new Details(root.querySelector("[data-list]"), this.urls.remarks, this.picture, () => this.listing.show("remarks"));
    this.#listen();
    this.refresh();
    this.details.follow();
  }

  /** Read what the filters ask for, unless only the way of showing it has changed. */
  async refresh() {
    const asked = this.answers.keyOf(this.filters);
    this.listing.follow();
    if (asked === this.asked) return this.picture.draw();
    this.asked = asked;
    this.#loading(true);
    try {
      await this.#read();
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#failed(error);
    }
    this.#loading(false);
  }

  #change() {
    this.changed = true;
    this.refresh();
  }

  async #read() {
    const [counts, times] = await this.answers.read(this.filters);
    if (counts.areas.length === 0 && this.opened?.level) return this.#stayAtLevel();
    this.counts = counts;
    this.#failed(null);
    this.#numbers();
    this.#crumbs();
    for (const link of this.root.querySelectorAll("[data-export]")) {
      link.href = address(link.pathname, [["as", link.dataset.export], ...this.filters.pairs]);
    }
    this.table.show(counts.areas.map((area) => ({ ...area, count: area.remarks })));
    this.#drawTime(times);
    this.picture.show(counts);
    this.listing.read();
    this.#goOn();
  }

  /** What was opened has no parts at the finer level: it is shown by itself, with its remarks. */
  #stayAtLevel() {
    const { level } = this.opened;
    this.opened = { leaf: true };
    this.filters.set({ level });
  }

  #listen() {
    this.root.querySelector("[data-tabs]").hidden = false;
    this.root.querySelector("[data-foot]").addEventListener("click", (event) => this.#onFoot(event));
    closeByEscape(this.root);
    showCurrent(this.root);
    this.root.querySelector("[data-crumbs]").addEventListener("click", (event) => this.#onCrumb(event));
    this.root.querySelector("[data-up]").addEventListener("click", () => this.#up());
    this.root.querySelector("[data-retry]").addEventListener("click", () => this.#again());
    this.root.querySelector("[data-time-clear]").addEventListener("click", () => this.#wholeTime());
    this.root.addEventListener("keydown", (event) => this.#onKey(event));
    addEventListener("online", () => this.#again());
    addEventListener("offline", () => this.#failed(new Error("offline")));
    const fold = () => (this.root.querySelector(".results-filters").open = !NARROW.matches);
    NARROW.addEventListener("change", fold);
    fold();
  }

  #again() {
    this.asked = null;
    this.refresh();
  }

  #loading(on) {
    this.root.toggleAttribute("data-busy", on);
    this.root.querySelector("[data-loading]").hidden = !on;
  }

  /** Say what is wrong: with the filters beside them, with the connection on the map; null when all is well. */
  #failed(error) {
    const wrong = error instanceof Problem && error.status === 400;
    const reasons = wrong ? error.errors.map(({ reason }) => h("p", {}, reason)) : [];
    const box = this.root.querySelector("[data-errors]");
    // What the server found wrong with the address stays until something is changed.
    if (wrong || this.changed) {
      box.replaceChildren(...reasons);
      box.hidden = !wrong;
    }
    const silent = gettext("No connection to the server. What you see may be out of date.");
    const notice = this.root.querySelector("[data-notice]");
    notice.querySelector("[data-notice-words]").textContent = error instanceof Problem ? error.message : silent;
    notice.hidden = !error || wrong;
  }

  #numbers() {
    // Persons, submissions and remarks stay what they are, whichever of them is counted elsewhere.
    const values = { ...this.counts, total: this.counts.remarks };
    for (const element of this.root.querySelectorAll("[data-number]")) {
      element.textContent = number(values[element.dataset.number]);
    }
    for (const link of this.root.querySelectorAll("a[data-place]")) this.#lead(link);
    const filtered = this.filters.active;
    this.root.querySelector("[data-empty]").hidden = this.counts.total > 0 || filtered;
    this.root.querySelector("[data-nomatch]").hidden = this.counts.total > 0 || !filtered;
  }

  /** A number of remarks, or of persons, that stand in no area leads to them; of own layers there is no way. */
  #lead(link) {
    const { level } = this.counts;
    if (link.dataset.place !== "none") link.dataset.place = `outside-${level ?? ""}`;
    if (link.dataset.place === "outside-") link.removeAttribute("href");
    else link.href = this.filters.href({ place: link.dataset.place, list: "remarks" });
    link.closest("tr").cells[unitOf(this.filters) === "persons" ? 3 : 1].append(link);
  }

  #crumbs() {
    const { path } = this.counts;
    const items = path.map(({ name, code }, index) => {
      if (index === path.length - 1) return h("li", {}, h("span", { "aria-current": "true" }, name));
      const href = this.filters.href({ area: index ? code : "", level: path[index + 1].level });
      return h("li", {}, h("a", { href, "data-step": index }, name));
    });
    this.root.querySelector("[data-crumbs]").replaceChildren(...items);
    this.root.querySelector("[data-up]").hidden = path.length < 2;
  }

  #drawTime({ whole, chosen }) {
    const span = ["created_after", "created_before"].map((name) => this.filters.get(name));
    const counts = chosen && new Map(chosen.buckets.map(({ start, count }) => [start, count]));
    const unit = unitOf(this.filters);
    this.histogram.show(whole, counts, span, unit);
    this.root.querySelector("[data-time-words]").textContent = timeWords(whole, chosen, unit);
    this.root.querySelector("[data-time-unit]").textContent = unit === "persons" ? gettext("Persons") : gettext("Remarks");
    this.root.querySelector("[data-time-rows]").replaceChildren(...timeRows(this.histogram.rows()));
    this.root.querySelector("[data-time-clear]").hidden = !chosen;
  }

  #wholeTime() {
    this.filters.set({ created_after: "", created_before: "" });
    this.root.querySelector("#filter-after").focus();
  }

  /** Go into an area: its parts, or itself where it has none. `from` is where the focus goes on. */
  #open(area, from) {
    if (this.counts.layer) return this.#listArea(area);
    const finer = this.#finer(this.counts.level);
    const inside = this.filters.all("area").join() === area.code;
    this.opened = { level: this.counts.level, from, leaf: !finer || inside };
    if (inside) return this.#goOn();
    this.listing.showCell(null);
    return this.filters.set({ area: area.code, level: finer ?? this.counts.level });
  }

  /** The next finer level of the list, which leads from the finest to the coarsest. */
  #finer(level) {
    const levels = [...this.root.querySelector("select[name=level]").options].map(({ value }) => value);
    return levels[levels.indexOf(level) - 1];
  }

  #up() {
    const { path } = this.counts;
    if (path.length > 1) this.#leave(path.length - 2);
  }

  #onCrumb(event) {
    const link = event.target.closest("[data-step]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#leave(Number(link.dataset.step));
  }

  /** Up to a step of the path, seen by the areas that led down from it. */
  #leave(step) {
    const { path } = this.counts;
    const from = this.root.querySelector("#map").contains(document.activeElement) ? "map" : "table";
    this.opened = { level: null, from, code: path[step + 1].code };
    this.filters.set({ area: step ? path[step].code : "", level: path[step + 1].level });
  }

  #onKey(event) {
    if (event.key !== "Escape" || event.target.matches("input, select, .leaflet-marker-icon")) return;
    if (this.details.opened) this.details.close();
    else this.#up();
  }

  /** After going in or out: tell what is shown now, and let the focus go on from there. */
  #goOn() {
    const { opened, counts } = this;
    this.opened = null;
    announce(`${counts.path.at(-1).name}: ${counted(counts.total, unitOf(this.filters))}`);
    if (!opened) return;
    if (opened.leaf) this.listing.show("remarks", true);
    else if (opened.from === "map") this.picture.focus(opened.code);
    else this.table.focus(opened.code);
  }

  /** The remarks of one area, as they are behind a number of the table. */
  #listArea(area) {
    const within = this.#within(area);
    this.listing.showCell(null);
    const isChosen = Object.entries(within).every(([name, value]) => this.filters.all(name).join() === String(value));
    if (isChosen) return this.listing.show("remarks", true);
    this.opened = { leaf: true };
    return this.filters.set({ ...within, list: "remarks" });
  }

  /** The filter that an area is asked for by: those of an own layer have one of their own. */
  #within({ code, id }) {
    return this.counts?.layer ? { own_area: id } : { area: code };
  }

  /** Remarks without a place, or outside all areas. */
  #onFoot(event) {
    const link = event.target.closest("a[data-place][href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.listing.showCell(null);
    this.opened = { leaf: true };
    this.filters.set({ place: link.dataset.place, list: "remarks" });
  }
}

new Page(document.querySelector(".results"));
