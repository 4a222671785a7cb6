/** The resident's page: map, panel and address kept together. */

import { data } from "../dom.js";
import { drawAreas } from "../map/areas.js";
import { Border } from "../map/border.js";
import { Labels } from "../map/labels.js";
import { MapView, boxOf } from "../map/map.js";
import { Pins } from "../map/pins.js";
import { Plan } from "../map/plan.js";
import { Problem, address, get } from "../request.js";
import { Sheet } from "../sheet.js";
import { fill, number } from "../words.js";
import { Filters } from "./filters.js";
import { RemarkList } from "./list.js";
import { Placing } from "./placing.js";
import { HASH, remarkDetail } from "./remark.js";

const RESTING = 200;
const CLOSE = 17;
const TILE = 4e-7;

class Page {
  constructor(root) {
    this.root = root;
    this.config = data("consultation");
    this.slug = this.config.slug;
    const element = root.querySelector("#map");
    this.urls = element.dataset;
    this.view = new MapView(element, { home: this.config.start, whole: boxOf(this.config.extent), baseMaps: data("base-maps") });
    this.border = new Border(this.view, this.config.extent);
    this.pins = new Pins(this.view, {
      label: gettext("Remarks on the map"),
      look: (properties) => this.#look(properties),
      name: (properties) => this.#name(properties),
      onPick: ({ properties }) => (location.hash = HASH + properties.id),
      onCluster: ({ bbox }) => this.#listPlace(bbox),
    });
    this.labels = new Labels(this.view, () => [...this.pins.boxes(), ...(this.placing?.draw.boxes() ?? [])]);
    this.list = new RemarkList(root.querySelector("[data-list]"), (properties) => this.#look(properties));
    this.filters = new Filters(root.querySelector("[data-filters]"), () => this.refresh());
    this.sheet = new Sheet(root.querySelector(".sheet"), (bottom) => this.cover(bottom));
    this.view.fit(this.config.start, { animate: false });
    if (this.config.state === "open") {
      this.placing = new Placing(this, (remark, sent) => this.#sent(remark, sent));
    }
    this.#listen();
    this.#drawGround();
    this.refresh();
    this.#followAddress();
  }

  /** Show one of the panel's views; `focus` is where the reader goes on. */
  showView(name, focus) {
    for (const section of this.root.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name;
    this.root.dataset.showing = name;
    this.root.querySelector(".sheet-body").scrollTop = 0;
    if (focus) this.root.querySelector(focus).focus();
  }

  /** Draw one remark as the chosen one; null for none. */
  choose(feature) {
    this.pins.choose(feature);
    this.labels.place();
  }

  /** Read map and list again. */
  refresh() {
    clearTimeout(this.timer);
    this.map = null;
    this.#read();
  }

  #listen() {
    this.view.onMove(() => this.#rest());
    addEventListener("hashchange", () => this.#followAddress());
    addEventListener("online", () => this.#online());
    addEventListener("offline", () => this.#notice(gettext("You are offline. What you write stays here until you can send it.")));
    this.root.querySelector("[data-remark-close]").addEventListener("click", () => this.#closeRemark());
    this.root.querySelector("[data-scope]").hidden = false;
    this.root.querySelector("[data-scope]").addEventListener("change", () => this.#readList());
    this.root.querySelector("[data-place-clear]").addEventListener("click", () => this.#listPlace(null));
    this.root.querySelector("[data-list-items]").addEventListener("pointerover", (event) => this.#point(event));
    this.root.querySelector("[data-list-items]").addEventListener("focusin", (event) => this.#point(event));
    this.#listenToLayers();
  }

  #listenToLayers() {
    const layers = this.root.querySelector("[data-layers]");
    if (!layers) return;
    layers.hidden = false;
    layers.addEventListener("change", ({ target }) => this.plan.show(Number(target.dataset.layer), target.checked));
  }

  #online() {
    this.#notice("");
    this.refresh();
  }

  #notice(words) {
    const notice = this.root.querySelector("[data-notice]");
    notice.textContent = words;
    notice.hidden = !words;
  }

  /** The pixels at the bottom that the sheet, or the bar for choosing a place, covers. */
  cover(bottom) {
    this.root.style.setProperty("--covered", `${bottom}px`);
    this.view.resized({ bottom });
    this.#rest();
  }

  async #drawGround() {
    this.plan = new Plan(this.view);
    for (const layer of this.config.layers) {
      if (layer.kind === "image") this.plan.addImage(layer);
      if (layer.kind === "wms") this.plan.addService(layer);
      if (layer.kind === "plan") await this.#drawZones(layer);
    }
    await this.#drawParts();
  }

  async #drawZones({ id, url }) {
    try {
      const zones = await get(url);
      this.plan.addZones(id, zones);
      this.labels.add(zones.features);
    } catch {
      this.#notice(gettext("The plan could not be loaded. Reload the page to try again."));
    }
  }

  /** The parts of the territory, so that an empty sheet still says where one is. */
  async #drawParts() {
    try {
      const parts = await get(this.urls.parts);
      drawAreas(this.view, parts, { filled: false });
      this.labels.add(parts.features, { className: "map-label-area" });
    } catch {
      return; // The border and the plan are there already.
    }
  }

  /** Once the map has been still for a moment; a new view lists the whole view again. */
  #rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#read(), RESTING);
  }

  #read() {
    this.#readMap();
    this.#readList();
  }

  #readList() {
    const pairs = [...this.filters.pairs];
    const all = this.root.querySelector("[data-scope] input[value=all]").checked;
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
      const answer = await get(address(this.urls.map, asked), { signal });
      this.pins.show(answer.features);
      this.labels.place();
      this.list.setUnplaced(answer.unplaced);
      if (navigator.onLine) this.#notice("");
    } catch (error) {
      if (error.name === "AbortError") return;
      this.map = null;
      const silent = gettext("No connection to the server. What you see may be out of date.");
      this.#notice(error instanceof Problem ? error.detail || error.message : silent);
    }
  }

  /** List only the remarks of one place, that of a cluster no zoom takes apart; null for the whole view. */
  #listPlace(bbox) {
    this.place = bbox && padded(bbox);
    this.root.querySelector("[data-place-filter]").hidden = !bbox;
    this.showView("browse");
    this.#readList();
    if (!bbox) return;
    this.sheet.atLeast("half");
    const title = this.root.querySelector("#list-title");
    title.tabIndex = -1;
    title.focus();
  }

  #point({ target }) {
    const id = target.closest("[data-id]")?.dataset.id;
    this.pins.highlight(id ? [Number(id)] : []);
  }

  /** What the address says is chosen. */
  #followAddress() {
    const id = location.hash.startsWith(HASH) ? Number(location.hash.slice(HASH.length)) : NaN;
    if (Number.isInteger(id)) this.#openRemark(id);
    else if (this.root.dataset.showing === "remark") this.#showList();
  }

  async #openRemark(id) {
    const holder = this.root.querySelector("[data-remark]");
    this.opened = id;
    this.showView("remark");
    this.sheet.atLeast("half");
    holder.textContent = gettext("Loading…");
    try {
      const feature = await get(`${this.urls.remarks}${id}/`);
      if (this.opened !== id) return;
      holder.replaceChildren(remarkDetail(feature, this.#look(feature.properties)));
      holder.querySelector("h2").focus();
      this.choose(feature);
      if (feature.geometry) this.view.reveal(middle(boxOf(feature.geometry)), { zoom: this.map ? undefined : CLOSE });
    } catch (error) {
      const gone = gettext("This remark is not here: it may have been withdrawn.");
      const silent = gettext("No connection to the server. Try again in a moment.");
      holder.textContent = error.status === 404 ? gone : silent;
    }
  }

  #closeRemark() {
    const id = this.opened;
    history.pushState(null, "", location.pathname + location.search);
    this.#showList();
    this.root.querySelector(`[data-id="${id}"] a`)?.focus();
  }

  #showList() {
    this.opened = null;
    this.choose(null);
    this.showView("browse");
  }

  /** A remark has just arrived: its pin is drawn before anything is read again. */
  #sent(remark, { place, category }) {
    const geometry = { type: "Point", coordinates: place };
    this.choose({ type: "Feature", geometry, properties: { id: remark.id, category } });
    this.view.reveal(place);
    this.refresh();
  }

  #look({ category }) {
    return this.config.pins[category] ?? this.config.no_category;
  }

  #name({ count, id, category }) {
    if (count > 1) return fill(ngettext("%(count)s remark here, zoom in", "%(count)s remarks here, zoom in", count), { count: number(count) });
    const name = this.config.categories.find((one) => one.id === category)?.name;
    return name ? fill(gettext("Remark: %(category)s"), { category: name, id }) : gettext("Remark");
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

/** A cluster's box on all sides larger by a tile of the deepest zoom, so that rounding loses nothing. */
function padded([west, south, east, north]) {
  return [west - TILE, south - TILE, east + TILE, north + TILE].map((degrees) => Number(degrees.toFixed(7)));
}

function middle([west, south, east, north]) {
  return [(west + east) / 2, (south + north) / 2];
}

new Page(document.querySelector(".stage"));
