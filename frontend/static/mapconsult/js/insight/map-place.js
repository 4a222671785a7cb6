/**
 * Filters from the map: areas that are tapped one after the other, an area drawn corner by corner, or a circle
 * around a place. What is drawn stays on the map for as long as it is asked for.
 */

import { announce } from "../announce.js";
import { Asked } from "../map/asked.js";
import { Draw } from "../map/draw.js";
import { keys } from "../map/draw-tools.js";
import { distance, fill, number } from "../words.js";

const METRES = { usual: 500, least: 10, most: 100_000 };
const DRAWN = { polygon: "polygon", circle: "point" };
const LISTED = 3;

export class PlaceChoice {
  constructor(picture) {
    this.picture = picture;
    this.asked = new Asked(picture.view);
    this.mode = null;
    this.bar = picture.root.querySelector("[data-place-bar]");
    if (!this.bar) return;
    this.parts = Object.fromEntries(
      ["words", "radius", "apply", "cancel", "remove"].map((name) => [name, this.bar.querySelector(`[data-place-${name}]`)]));
    this.tools = this.bar.querySelector("[data-draw-tools]");
    this.#listen();
  }

  /** Show what is asked for by a place that was drawn. */
  draw() {
    if (this.mode) return;
    const { filters } = this.picture;
    const ring = placesOf(filters.get("within"));
    const [lon, lat, metres] = filters.get("around").split(",").map(Number);
    const circle = [lon, lat, metres].every(Number.isFinite) && filters.get("around") ? [lon, lat] : null;
    if (circle) this.asked.circle(circle, metres);
    else this.asked.ring(ring);
    if (this.bar) this.#showAsked(ring, circle && metres);
  }

  /** Whether a tapped shape is taken, and not to be opened. */
  opened(feature) {
    if (this.mode === "areas") this.#toggle(feature);
    return this.mode !== null;
  }

  #listen() {
    const { root, view } = this.picture;
    for (const button of root.querySelectorAll("[data-place-mode]")) {
      button.addEventListener("click", () => this.#start(button.dataset.placeMode));
    }
    this.parts.apply.addEventListener("click", () => this.#apply());
    this.parts.cancel.addEventListener("click", () => this.#stop());
    this.parts.remove.addEventListener("click", () => this.#remove());
    this.parts.radius.addEventListener("input", () => this.#showCircle());
    for (const element of [view.element, this.bar]) {
      element.addEventListener("keydown", (event) => this.#onKey(event));
    }
  }

  /** Escape leaves the mode, and nothing else. */
  #onKey(event) {
    if (!this.mode || event.key !== "Escape") return;
    event.stopPropagation();
    this.#stop();
  }

  #start(mode) {
    const { picture } = this;
    this.#end();
    picture.root.querySelector("[data-place-menu]").open = false;
    this.mode = mode;
    this.bar.dataset.mode = mode;
    this.asked.clear();
    if (mode === "areas") this.#startAreas();
    else this.#startDrawing();
    this.#update();
  }

  #startAreas() {
    const { picture } = this;
    if (picture.way !== "areas") picture.filters.set({ map: "areas" });
    const { name } = this.#field();
    const asked = new Set(picture.filters.all(name).flatMap((value) => value.split(",")));
    this.chosen = new Map(picture.features.filter((feature) => asked.has(this.#valueOf(feature))).map((feature) => [feature.id, feature]));
    announce(gettext("Choose areas: arrows lead from one to the next, Enter chooses one, Escape ends it."));
    picture.shapes.focus([...this.chosen.keys()][0] ?? null);
  }

  #startDrawing() {
    const { view } = this.picture;
    this.center = null;
    this.sketch ??= new Draw(view, {
      tools: this.tools,
      onChange: (geometry) => this.#moved(geometry),
      onFinish: (geometry) => this.#finish(geometry),
    });
    this.sketch.clear();
    this.sketch.start({ kind: DRAWN[this.mode] });
    announce(keys(DRAWN[this.mode]));
    view.element.focus({ preventScroll: true });
  }

  #finish({ type, coordinates }) {
    if (type === "Polygon") {
      this.sketch.stop();
      return this.#apply();
    }
    this.center = coordinates;
    this.sketch.stop();
    this.#showCircle();
    this.#update();
    return this.parts.radius.focus();
  }

  /** The middle of a circle can be moved after it was set. */
  #moved(geometry) {
    if (this.center && geometry) this.center = geometry.coordinates;
    this.#showCircle();
  }

  #toggle(feature) {
    if (!this.chosen.delete(feature.id)) this.chosen.set(feature.id, feature);
    announce(this.#chosenWords());
    this.#update();
  }

  #apply() {
    const { filters } = this.picture;
    const values = { areas: () => this.#areas(), polygon: () => this.#ring(), circle: () => this.#circle() }[this.mode]();
    if (!values) return;
    this.#end();
    filters.set(values);
    this.picture.draw();
    this.picture.view.element.focus({ preventScroll: true });
  }

  /** Areas of a level have codes, those of an own layer ids. */
  #field() {
    return this.picture.counts.layer ? { name: "own_area", key: "id" } : { name: "area", key: "code" };
  }

  #valueOf({ properties }) {
    return String(properties[this.#field().key]);
  }

  #areas() {
    return { [this.#field().name]: [...this.chosen.values()].map((feature) => this.#valueOf(feature)) };
  }

  #ring() {
    if (!this.sketch.geometry || this.sketch.flaw) return null;
    const [ring] = this.sketch.geometry.coordinates;
    return { within: ring.slice(0, -1).map(text).join(";"), around: "" };
  }

  #circle() {
    if (!this.center || !this.parts.radius.reportValidity()) return null;
    return { around: `${text(this.center)},${this.parts.radius.valueAsNumber}`, within: "" };
  }

  #showCircle() {
    const metres = this.parts.radius.valueAsNumber;
    if (this.center && metres >= METRES.least && metres <= METRES.most) this.asked.circle(this.center, metres);
  }

  #remove() {
    this.picture.filters.set({ within: "", around: "" });
    this.picture.view.element.focus({ preventScroll: true });
  }

  #stop() {
    this.#end();
    this.picture.draw();
    this.picture.view.element.focus({ preventScroll: true });
  }

  #end() {
    this.mode = null;
    this.center = null;
    this.sketch?.clear();
    this.sketch?.stop();
    this.picture.shapes.choose(null);
    delete this.bar.dataset.mode;
    this.bar.hidden = true;
  }

  /** What is to be done now, and with what. */
  #update() {
    if (!this.mode) return;
    const { parts, mode } = this;
    const isSketch = mode !== "areas";
    this.bar.hidden = false;
    parts.remove.hidden = true;
    parts.cancel.hidden = false;
    this.tools.hidden = !isSketch || Boolean(this.center);
    parts.radius.closest("label").hidden = !this.center;
    parts.apply.hidden = isSketch && !this.center;
    parts.words.textContent = isSketch ? "" : this.#chosenWords();
    parts.words.hidden = isSketch;
    if (!isSketch) this.picture.shapes.choose(this.chosen);
  }

  #showAsked(ring, metres) {
    const { parts } = this;
    this.bar.hidden = !ring && !metres;
    this.tools.hidden = true;
    parts.radius.closest("label").hidden = true;
    for (const name of ["apply", "cancel"]) parts[name].hidden = true;
    for (const name of ["remove", "words"]) parts[name].hidden = false;
    parts.words.textContent = metres
      ? fill(gettext("Only remarks within %(distance)s of the place."), { distance: distance(metres) })
      : gettext("Only remarks in the drawn area.");
  }

  #chosenWords() {
    const names = [...this.chosen.values()].map(({ properties }) => properties.name);
    if (!names.length) return gettext("Choose areas on the map.");
    const words = ngettext("%(count)s area: %(names)s", "%(count)s areas: %(names)s", names.length);
    const listed = names.slice(0, LISTED).join(", ") + (names.length > LISTED ? "…" : "");
    return fill(words, { count: number(names.length), names: listed });
  }
}

function text([lon, lat]) {
  return `${Number(lon.toFixed(6))},${Number(lat.toFixed(6))}`;
}

/** [[lon, lat], ...] of a filter "lon,lat;lon,lat;..."; null for anything else. */
function placesOf(within) {
  const places = within.split(";").map((corner) => corner.split(",").map(Number));
  return places.length > 2 && places.flat().every(Number.isFinite) ? places : null;
}
