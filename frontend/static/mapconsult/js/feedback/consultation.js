/** The resident's page: map, panel and address kept together. */

import { data } from "../dom.js";
import { Border } from "../map/border.js";
import { MapView, boxOf, middleOf } from "../map/map.js";
import { Pins } from "../map/pins.js";
import { OutboxList } from "../outbox/list.js";
import { markWaiting } from "../outbox/marks.js";
import { Problem, address, get } from "../request.js";
import { Sheet } from "../sheet.js";
import { fill, number } from "../words.js";
import { Filters } from "./filters.js";
import { Ground } from "../map/ground.js";
import { RemarkList } from "./list.js";
import { Opened } from "./opened.js";
import { HASH, outcomeWords } from "./remark.js";
import { WhereIs } from "./whereis.js";

const RESTING = 200;
// Degrees, a little more than a tile of the deepest zoom.
const TILE = 4e-7;

class Page {
  constructor(root) {
    this.root = root;
    this.config = data("consultation");
    this.slug = this.config.slug;
    const element = this.find("#map");
    this.urls = element.dataset;
    const whole = boxOf(this.config.extent);
    this.view = new MapView(element, { home: this.config.start, whole, baseMaps: data("base-maps") });
    this.border = new Border(this.view, this.config.extent);
    this.pins = this.#makePins();
    this.ground = new Ground(this.view, { obstacles: () => this.#obstacles(), switches: this.find("[data-layers]") });
    this.list = new RemarkList(this.find("[data-list]"), (properties) => this.look(properties), () => this.#middle());
    this.filters = new Filters(this.find("[data-filters]"), () => this.refresh());
    this.sheet = new Sheet(this.find(".sheet"), (bottom) => this.cover(bottom));
    this.view.fit(this.config.start, { animate: false });
    this.whereis = new WhereIs(this);
    this.opened = new Opened(this, this.urls.remarks);
    if (this.config.state === "open") this.#offerWriting();
    new OutboxList(this.find("[data-outbox]"), this.slug);
    markWaiting(this.view, this.slug);
    this.#listen();
    this.#drawGround();
    this.refresh();
    this.opened.follow();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  /** Show one of the panel's views; `focus` is where the reader goes on. */
  showView(name, focus) {
    for (const section of this.root.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name;
    this.root.dataset.showing = name;
    this.find(".sheet-body").scrollTop = 0;
    if (focus) this.find(focus).focus();
  }

  /** Draw one remark as the chosen one; null for none. */
  choose(feature) {
    this.pins.choose(feature);
    this.ground.placeLabels();
  }

  /** The pixels at the bottom that the sheet, or the bar for choosing a place, covers. */
  cover(bottom) {
    this.root.style.setProperty("--covered", `${bottom}px`);
    this.view.resized({ bottom });
    this.#rest();
  }

  /** How the pin of a remark looks. */
  look({ category }) {
    return this.config.pins[category] ?? this.config.no_category;
  }

  /** Read map and list again. */
  refresh() {
    this.map = null;
    this.#read();
  }

  #middle() {
    const [west, south, east, north] = this.view.view().bbox;
    return [(west + east) / 2, (south + north) / 2];
  }

  #makePins() {
    return new Pins(this.view, {
      label: gettext("Remarks on the map"),
      look: (properties) => this.look(properties),
      name: (properties) => this.#name(properties),
      onPick: ({ properties }) => (location.hash = HASH + properties.id),
      onCluster: ({ bbox }) => this.#listPlace(bbox),
    });
  }

  #name({ count, category, beginning, outcome }) {
    if (count > 1) {
      const words = ngettext("%(count)s remark here, zoom in", "%(count)s remarks here, zoom in", count);
      return fill(words, { count: number(count) });
    }
    const name = this.config.categories.find(({ id }) => id === category)?.name;
    const what = name ? fill(gettext("Remark: %(category)s"), { category: name }) : gettext("Remark");
    return [what, beginning, outcomeWords(outcome)].filter(Boolean).join(". ");
  }

  /** Most people only read: what writing needs is loaded when they have their map, or ask for it. */
  #offerWriting() {
    this.find("[data-place-start]").hidden = false;
    this.find("[data-place-start]").addEventListener("click", () => this.#write("begin"));
    this.find("[data-place-none]").addEventListener("click", () => this.#write("beginWithout"));
    const idle = globalThis.requestIdleCallback ?? setTimeout;
    addEventListener("load", () => idle(() => this.#loadWriting()));
  }

  /** Once it is loaded, it listens itself. */
  async #write(begin) {
    if (this.flow) return;
    await this.#loadWriting();
    this.flow?.[begin]();
  }

  async #loadWriting() {
    const module = await import("./compose-flow.js").catch(() => null);
    if (module) this.flow ??= new module.ComposeFlow(this, (sent) => this.#sent(sent));
    else this.#notice(gettext("No connection to the server. What you see may be out of date."));
  }

  #obstacles() {
    return [...this.pins.boxes(), ...(this.flow?.boxes() ?? [])];
  }

  #listen() {
    const offline = gettext("You are offline. What you write stays here until you can send it.");
    addEventListener("offline", () => this.#notice(offline));
    addEventListener("online", () => this.refresh());
    this.view.onMove(() => this.#rest());
    this.find("[data-scope]").addEventListener("change", () => this.#readList());
    this.find("[data-place-clear]").addEventListener("click", () => this.#listPlace(null));
    for (const name of ["pointerover", "focusin"]) {
      this.find("[data-list-items]").addEventListener(name, (event) => this.#pointOut(event));
    }
  }

  /** Words over the map; what is wrong for good comes back when they go. */
  #notice(passing) {
    const notice = this.find("[data-notice]");
    const words = passing || this.missing || "";
    notice.textContent = words;
    notice.hidden = !words;
  }

  async #drawGround() {
    try {
      await this.ground.draw(this.config.layers, this.urls.parts);
    } catch {
      this.missing = gettext("The plan could not be loaded. Reload the page to try again.");
      this.#notice("");
    }
  }

  /** Read once the map has been still for a moment. */
  #rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#read(), RESTING);
  }

  #read() {
    clearTimeout(this.timer);
    this.#readMap();
    this.#readList();
  }

  #readList() {
    const pairs = [...this.filters.pairs];
    const all = this.find("[data-scope] input[value=all]").checked;
    const bbox = this.place ?? (all ? null : this.view.view().bbox);
    if (bbox) pairs.push(["in_bbox", bbox.join(",")]);
    this.list.load(pairs);
  }

  /** The map is read for a wider box than is seen, and again only when the view leaves it. */
  async #readMap() {
    const { bbox, zoom } = this.view.view();
    if (this.map?.zoom === zoom && holds(this.map.box, bbox)) return;
    const box = wider(bbox);
    this.map = { zoom, box };
    this.mapRequest?.abort();
    const { signal } = (this.mapRequest = new AbortController());
    const asked = [...this.filters.pairs, ["in_bbox", box.join(",")], ["zoom", zoom]];
    try {
      this.#drawMap(await get(address(this.urls.map, asked), { signal }));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.map = null;
      const silent = gettext("No connection to the server. What you see may be out of date.");
      this.#notice(error instanceof Problem ? error.message : silent);
    }
  }

  #drawMap({ features, unplaced }) {
    this.pins.show(features);
    this.ground.placeLabels();
    this.list.setUnplaced(unplaced);
    this.#notice("");
  }

  /** List only the remarks of one place, that of a cluster no zoom takes apart; null for the whole view. */
  #listPlace(bbox) {
    this.place = bbox && padded(bbox);
    this.find("[data-place-filter]").hidden = !bbox;
    this.showView("browse");
    this.#readList();
    if (!bbox) return;
    this.sheet.atLeast("half");
    this.find("#list-title").focus();
  }

  #pointOut({ target }) {
    const id = target.closest("[data-id]")?.dataset.id;
    this.pins.highlight(id ? [Number(id)] : []);
  }

  /** Remarks have just arrived: the pin of the first that has a place is drawn before anything is read again. */
  #sent({ remarks, drafts }) {
    const index = drafts.findIndex(({ place }) => place.geometry);
    if (index >= 0) {
      const { place, category } = drafts[index];
      this.choose({ type: "Feature", geometry: place.geometry, properties: { id: remarks[index].id, category } });
      this.view.reveal(middleOf(place.geometry));
    }
    this.refresh();
  }
}

function holds(box, [west, south, east, north]) {
  return box[0] <= west && box[1] <= south && box[2] >= east && box[3] >= north;
}

/** Half a view more on each side. */
function wider([west, south, east, north]) {
  const [x, y] = [(east - west) / 2, (north - south) / 2];
  const box = [Math.max(-180, west - x), Math.max(-85, south - y), Math.min(180, east + x), Math.min(85, north + y)];
  return box.map((degrees) => Number(degrees.toFixed(6)));
}

/** A cluster's box made larger on all sides, so that rounding loses nothing. */
function padded([west, south, east, north]) {
  return [west - TILE, south - TILE, east + TILE, north + TILE].map((degrees) => Number(degrees.toFixed(7)));
}

new Page(document.querySelector(".stage"));
