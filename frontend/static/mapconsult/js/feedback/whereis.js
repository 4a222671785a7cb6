/** "Where am I, where is that": the device's position on request, and places by their names. */

import { announce } from "../announce.js";
import { distanceBetween } from "../map/geometry.js";
import { Found } from "../map/found.js";
import { address, get } from "../request.js";
import { distance, fill } from "../words.js";
import { Suggestions } from "./suggestions.js";

const WAIT = 15_000;
// Metres: a pin set so near to what was found stands on it.
const ON_IT = 5;
// Metres: a position less exact than this helps to look around and is no place.
const VAGUE = 200;

export class WhereIs {
  /** @param {object} page {root, view, border, slug}. */
  constructor(page) {
    this.page = page;
    this.box = page.root.querySelector("[data-whereis]");
    this.words = this.box.querySelector("[data-whereis-words]");
    this.marks = new Found(page.view);
    this.found = null;
    const input = this.box.querySelector("[role=combobox]");
    const open = this.box.querySelector("[data-whereis-open]");
    new Suggestions(input, {
      find: (text, signal) => get(address(this.box.dataset.url, [["q", text], ["consultation", page.slug]]), { signal }),
      onPick: (place) => this.#go(place),
      tell: (words) => this.#say(words),
    });
    open.addEventListener("click", () => {
      open.setAttribute("aria-expanded", this.box.classList.toggle("whereis-open"));
      if (this.box.classList.contains("whereis-open")) input.focus();
    });
    this.box.querySelector("[data-whereis-me]").addEventListener("click", () => this.#locate());
    this.box.hidden = false;
  }

  /** How a place was found that somebody has now set: {placed_by, place_note}. */
  origin(place) {
    const { found } = this;
    const near = found && distanceBetween(found.place, place) < ON_IT;
    return near ? { placed_by: found.by, place_note: found.note } : { placed_by: "pin", place_note: "" };
  }

  #go({ kind, label, point, bbox, inside }) {
    const { view, border } = this.page;
    const where = fill(gettext("The map shows: %(name)s."), { name: label });
    const outside = gettext("It lies outside the area of this consultation.");
    if (kind === "address") {
      this.found = { place: point, by: "address", note: label };
      this.marks.show(point);
    } else {
      this.marks.clear();
      view.fit(bbox, { animate: false });
    }
    this.#say(inside ? where : [where, outside, kind === "address" && border.words(point)].filter(Boolean).join(" "));
    this.box.classList.remove("whereis-open");
    this.box.querySelector("[data-whereis-open]").setAttribute("aria-expanded", "false");
    view.element.focus({ preventScroll: true });
  }

  #locate() {
    if (!navigator.geolocation) return this.#say(gettext("This device does not tell its position. Search for a place, or move the map."));
    this.#say(gettext("Looking for your position…"));
    const options = { enableHighAccuracy: true, timeout: WAIT, maximumAge: 30_000 };
    return navigator.geolocation.getCurrentPosition(({ coords }) => this.#here(coords), (error) => this.#nowhere(error), options);
  }

  #here({ longitude, latitude, accuracy }) {
    const { view, border } = this.page;
    const place = [longitude, latitude];
    const within = fill(gettext("You are here, to within %(distance)s."), { distance: distance(accuracy) });
    this.found = accuracy < VAGUE ? { place, by: "position", note: "" } : null;
    this.marks.show(place, accuracy);
    const outside = gettext("You are outside the area of this consultation.");
    this.#say(border.contains(place) ? within : `${within} ${outside} ${border.words(place)}`);
    view.element.focus({ preventScroll: true });
  }

  #nowhere({ code, PERMISSION_DENIED, TIMEOUT }) {
    if (code === PERMISSION_DENIED) {
      return this.#say(gettext("Your browser may not tell your position. Allow it in its settings, search for a place, or move the map."));
    }
    if (code === TIMEOUT) return this.#say(gettext("Your position takes too long to find. Try again outdoors, search for a place, or move the map."));
    return this.#say(gettext("Your position is not known now. Search for a place, or move the map."));
  }

  #say(words) {
    this.words.textContent = words;
    this.words.hidden = !words;
    if (words) announce(words);
  }
}
