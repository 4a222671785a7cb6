/**
 * Choosing a place on the map of a consultation. A place is
 *   {geometry: GeoJSON or null, zone: id or null, placed_by, parcel, place_note, label}
 * as the API takes it (a zone without a geometry is placed by the server; neither is no place at all), and
 * `label` says it in words.
 */

import { announce } from "../announce.js";
import { keys } from "../map/draw-tools.js";
import { Draw } from "../map/draw.js";
import { boxOf } from "../map/map.js";
import { placesOf, sizeOf } from "../map/measure.js";

const CLOSE = 15;

export class Placing {
  /**
   * @param {object} page {root, view, border, ground, sheet, cover(pixels)}.
   * @param {function} onPlace (place) once it is chosen.
   * @param {function} onCancel () when choosing was given up.
   * @param {function} onChange (place) when a place that is shown was moved, or more is known of it.
   */
  constructor(page, { onPlace, onCancel, onChange }) {
    Object.assign(this, { page, onPlace, onCancel, onChange, place: null });
    this.bar = page.root.querySelector("[data-placing]");
    this.modes = this.bar.querySelector("[data-placing-kinds]");
    this.draw = new Draw(page.view, {
      tools: this.bar.querySelector("[data-draw-tools]"),
      onChange: (geometry) => this.#changed(geometry),
      onFinish: (geometry) => this.#choose(geometry),
      onCancel: () => this.cancel(),
    });
    this.modes.addEventListener("change", ({ target }) => this.#draw(target.value));
    this.#find("cancel").addEventListener("click", () => this.cancel());
    this.#find("border").addEventListener("click", () => this.page.view.goWhole());
  }

  /** Let the reader choose a place of one of these kinds (point, line, polygon), beginning with `place` if given. */
  start({ kinds = ["point"], place = null } = {}) {
    this.page.root.classList.add("is-placing");
    this.page.sheet.go("peek");
    this.bar.hidden = false;
    const geometry = place?.geometry?.type === "Point" ? null : place?.geometry;
    this.#offer(kinds, geometry ? placesOf(geometry).kind : kinds[0]);
    this.#draw(this.#mode(), geometry);
  }

  /** Choose again after the server has refused a place for this reason. */
  again(place, reason) {
    this.start({ kinds: this.kinds, place });
    this.#refuse(reason, middleOf(place.geometry));
  }

  cancel() {
    this.#end();
    this.draw.clear();
    this.onCancel();
  }

  /** Stand a place on the map, where it can still be moved; null takes it off. */
  show(place) {
    this.place = place;
    this.draw.show(place?.geometry ?? null);
    this.page.ground.placeLabels();
    if (place?.geometry) this.page.view.reveal(middleOf(place.geometry), { zoom: CLOSE });
  }

  /** The boxes on the map, in pixels, that names keep clear of. */
  boxes() {
    return this.draw.boxes();
  }

  #find(name) {
    return this.bar.querySelector(`[data-placing-${name}]`);
  }

  #mode() {
    return this.modes.querySelector("input:checked").value;
  }

  #offer(kinds, chosen) {
    this.kinds = kinds;
    for (const input of this.modes.querySelectorAll("input")) {
      input.closest("label").hidden = !kinds.includes(input.value);
      input.checked = input.value === chosen;
    }
    this.modes.hidden = kinds.length < 2;
  }

  #draw(kind, geometry = null) {
    this.#refuse(null);
    this.draw.start({ kind, geometry });
    this.page.view.element.focus({ preventScroll: true });
    announce(keys(kind));
    this.#cover();
  }

  #choose(geometry) {
    const refusal = this.#outside(geometry);
    if (refusal) return this.#refuse(refusal.words, refusal.place);
    this.#end();
    return this.onPlace(placeOf(geometry));
  }

  /** While drawing, the first point outside is said at once; afterwards it leads back to drawing. */
  #changed(geometry) {
    const refusal = this.#outside(geometry);
    if (this.draw.active) return this.#refuse(refusal?.words, refusal?.place);
    this.page.ground.placeLabels();
    if (geometry && !refusal) return this.onChange(Object.assign(this.place, placeOf(geometry)));
    this.start({ kinds: this.kinds, place: { geometry: this.draw.geometry } });
    return this.#refuse(refusal?.words ?? this.draw.flaw, refusal?.place);
  }

  /** The first of its points that lies outside, with words; null when all are inside. */
  #outside(geometry) {
    const place = geometry && placesOf(geometry).places.find((one) => !this.page.border.contains(one));
    if (!place) return null;
    const words = gettext("This place lies outside the area of this consultation.");
    return { place, words: `${words} ${this.page.border.words(place)}` };
  }

  #refuse(words, place) {
    this.#find("refusal").hidden = !words;
    this.#find("reason").textContent = words ?? "";
    if (words && place) this.page.border.point(place);
    else this.page.border.clear();
    this.#cover();
  }

  /** The bar must not hide the cross: the middle of the map is that of what is left free. */
  #cover() {
    if (!this.bar.hidden) this.page.cover(this.bar.parentElement.clientHeight - this.bar.offsetTop);
  }

  #end() {
    this.draw.stop();
    this.page.border.clear();
    this.bar.hidden = true;
    this.page.root.classList.remove("is-placing");
    this.page.sheet.settle();
  }
}

function placeOf(geometry) {
  const { kind, places } = placesOf(geometry);
  const labels = {
    point: () => gettext("The place is marked on the map; you can drag the pin."),
    line: () => interpolate(gettext("A line on the map: %s."), [sizeOf(kind, places)]),
    polygon: () => interpolate(gettext("An area on the map: %s."), [sizeOf(kind, places)]),
  };
  return { geometry, zone: null, placed_by: "pin", parcel: "", place_note: "", label: labels[kind]() };
}

function middleOf(geometry) {
  const [west, south, east, north] = boxOf(geometry);
  return [(west + east) / 2, (south + north) / 2];
}
