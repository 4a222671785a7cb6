/**
 * Choosing a place on the map of a consultation. A place is
 *   {geometry: GeoJSON or null, zone: id or null, placed_by, parcel, place_note, label}
 * as the API takes it (a zone without a geometry is placed by the server; neither is no place at all), and
 * `label` says it in words.
 */

import { announce } from "../announce.js";
import { keys } from "../map/draw-tools.js";
import { Draw } from "../map/draw.js";
import { middleOf } from "../map/map.js";
import { placesOf, sizeOf } from "../map/measure.js";
import { ZonePicker } from "../map/zones.js";
import { address, get } from "../request.js";
import { fill } from "../words.js";

const CLOSE = 15;
const ZONE = "zone";

export class Placing {
  /**
   * @param {object} page {root, view, border, ground, sheet, whereis, cover(pixels)}.
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
    this.zones = new ZonePicker(page.view, (zone) => this.#about(zone));
    this.modes.addEventListener("change", ({ target }) => this.#go(target.value));
    this.modes.addEventListener("keydown", (event) => this.#toMap(event));
    this.#find("cancel").addEventListener("click", () => this.cancel());
    this.#find("border").addEventListener("click", () => this.page.view.goWhole());
    this.#find("zone-list").addEventListener("change", ({ target }) => this.zones.choose(this.#zone(target.value)));
    this.#find("zone-choose").addEventListener("click", () => this.#chooseZone());
    this.bar.parentElement.addEventListener("keydown", ({ key }) => key === "Escape" && this.cancel());
  }

  /** Let the reader choose a place of one of these kinds (point, line, polygon), beginning with `place` if given. */
  start({ kinds = ["point"], place = null } = {}) {
    this.page.root.classList.add("is-placing");
    this.page.sheet.go("peek");
    this.bar.hidden = false;
    const geometry = place?.geometry?.type === "Point" ? null : place?.geometry;
    const offered = this.page.ground.zones.length ? [...kinds, ZONE] : kinds;
    const drawn = geometry ? placesOf(geometry).kind : kinds[0];
    this.#offer(offered, place?.zone && offered.includes(ZONE) ? ZONE : drawn);
    this.#go(this.#mode(), geometry);
    this.page.view.element.focus({ preventScroll: true });
  }

  /** Choose again after the server has refused a place for this reason. */
  again(place, reason) {
    this.start({ kinds: this.kinds, place });
    this.#refuse(reason, place.geometry && middleOf(place.geometry));
  }

  cancel() {
    if (this.bar.hidden) return;
    this.#end();
    this.draw.clear();
    this.zones.choose(null);
    this.onCancel();
  }

  /** Stand a place on the map, where it can still be moved; null takes it off. */
  show(place) {
    this.place = place;
    this.draw.show(place?.geometry ?? null);
    this.zones.choose(this.#zone(place?.zone));
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
    this.kinds = kinds.filter((kind) => kind !== ZONE);
    for (const input of this.modes.querySelectorAll("input")) {
      input.closest("label").hidden = !kinds.includes(input.value);
      input.checked = input.value === chosen;
    }
    this.modes.hidden = kinds.length < 2;
  }

  #go(mode, geometry = null) {
    const aboutZone = mode === ZONE;
    this.bar.querySelector("[data-draw-tools]").hidden = aboutZone;
    this.#find("zones").hidden = !aboutZone;
    this.zones.choose(null);
    this.zones.offer(aboutZone ? this.page.ground.zones : []);
    this.#refuse(null);
    if (aboutZone) this.#offerZones();
    else this.#draw(mode, geometry);
    this.#cover();
  }

  #draw(kind, geometry) {
    this.draw.start({ kind, geometry });
    const onMode = this.modes.contains(document.activeElement);
    announce(onMode ? `${gettext("Enter leads to the map.")} ${keys(kind)}` : keys(kind));
  }

  /** Arrows go through all kinds, so that choosing one must not take the focus away; Enter does. */
  #toMap(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.page.view.element.focus({ preventScroll: true });
  }

  #offerZones() {
    this.draw.clear();
    this.draw.stop();
    const list = this.#find("zone-list");
    const options = this.page.ground.zones.map(({ id, properties }) => new Option(properties.name, id));
    list.replaceChildren(new Option(gettext("Choose from the list"), ""), ...options);
    announce(gettext("Choose a zone from the list, or on the map: with Tab you reach the zones, arrows lead from zone to zone, Enter chooses one."));
  }

  #zone(id) {
    return this.page.ground.zones.find((zone) => String(zone.id) === String(id)) ?? null;
  }

  #chooseZone() {
    const zone = this.#zone(this.#find("zone-list").value);
    if (zone) return this.#about(zone);
    return this.#refuse(gettext("Choose a zone first: from the list, or on the map."));
  }

  #about({ id, properties: { name } }) {
    const label = fill(gettext("About: %(zone)s"), { zone: name });
    this.#end();
    this.onPlace({ geometry: null, zone: Number(id), placed_by: ZONE, parcel: "", place_note: "", label });
  }

  #choose(geometry) {
    const refusal = this.#outside(geometry);
    if (refusal) return this.#refuse(refusal.words, refusal.place);
    this.#end();
    const place = this.#place(geometry);
    this.onPlace(place);
    return this.#findParcel(place);
  }

  #place(geometry) {
    const origin = geometry.type === "Point" ? this.page.whereis?.origin(geometry.coordinates) : {};
    const place = { geometry, zone: null, placed_by: "pin", parcel: "", place_note: "", ...origin };
    return { ...place, label: labelOf(place) };
  }

  /** The parcel under the pin goes with the place, once it is known and unless the pin has moved on. */
  async #findParcel({ geometry }) {
    if (geometry.type !== "Point") return;
    const at = geometry.coordinates.join(",");
    try {
      const { parcel } = await get(address(this.bar.dataset.parcels, [["at", at]]));
      const { place } = this;
      if (!parcel || place?.geometry?.coordinates.join(",") !== at) return;
      place.parcel = parcel;
      place.label = labelOf(place);
      this.onChange(place);
    } catch {
      // A remark does without.
    }
  }

  /** While drawing, the first point outside is said at once; afterwards it leads back to drawing. */
  #changed(geometry) {
    const refusal = this.#outside(geometry);
    if (this.draw.active) return this.#refuse(refusal?.words, refusal?.place);
    this.page.ground.placeLabels();
    if (geometry && !refusal) return this.#moved(geometry);
    this.start({ kinds: this.kinds, place: { geometry: this.draw.geometry } });
    return this.#refuse(refusal?.words ?? this.draw.flaw, refusal?.place);
  }

  #moved(geometry) {
    this.place = this.#place(geometry);
    this.onChange(this.place);
    return this.#findParcel(this.place);
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
    this.zones.offer([]);
    this.page.border.clear();
    this.bar.hidden = true;
    this.page.root.classList.remove("is-placing");
    this.page.sheet.settle();
  }
}

function labelOf({ geometry, parcel, place_note: note }) {
  const { kind, places } = placesOf(geometry);
  if (kind === "line") return fill(gettext("A line on the map: %(size)s."), { size: sizeOf(kind, places) });
  if (kind === "polygon") return fill(gettext("An area on the map: %(size)s."), { size: sizeOf(kind, places) });
  const known = [note, parcel && fill(gettext("parcel %(number)s"), { number: parcel })].filter(Boolean).join(", ");
  if (known) return fill(gettext("On the map: %(place)s."), { place: known });
  return gettext("Marked on the map.");
}
