/** Remarks in none of the areas: they are told of below the map, which can go to where most of them are. */

import { fill, number } from "../words.js";
import { unitOf } from "./asked.js";

const WORLD = "-180,-85,180,85";
const FAR = 5;
const NEAREST = 16;
// What shows each place by itself, wherever it is.
const BY_PLACE = ["heat", "pins", "hot"];

export class Outside {
  constructor(picture) {
    this.picture = picture;
    this.bar = picture.root.querySelector("[data-outside]");
    this.bar?.querySelector("button").addEventListener("click", () => this.#go());
  }

  draw() {
    if (!this.bar) return;
    const { counts, filters } = this.picture;
    // Of own layers there is no way to ask for what they leave out.
    this.bar.hidden = !counts.outside || !counts.level;
    this.bar.querySelector("p").textContent = words(counts.outside, unitOf(filters));
  }

  async #go() {
    const { picture } = this;
    const others = picture.pairs.filter(([name]) => !["in_bbox", "place"].includes(name));
    const place = ["place", `outside-${picture.counts.level}`];
    const found = await picture.ask(picture.urls.map, [...others, place, ["in_bbox", WORLD], ["zoom", FAR]]);
    if (!found?.features.length) return;
    const most = found.features.reduce((best, one) => (size(one) > size(best) ? one : best));
    if (!BY_PLACE.includes(picture.way)) picture.filters.set({ map: "pins" });
    const { bbox, geometry } = most;
    picture.view.fit(bbox ?? [...geometry.coordinates, ...geometry.coordinates], { animate: false, maxZoom: NEAREST });
    picture.view.element.focus({ preventScroll: true });
  }
}

function size({ properties }) {
  return properties.count ?? 1;
}

function words(count, unit) {
  const told = unit === "persons"
    ? ngettext("%(count)s person speaks of a place outside these areas.", "%(count)s persons speak of places outside these areas.", count)
    : ngettext("%(count)s remark lies outside these areas.", "%(count)s remarks lie outside these areas.", count);
  return fill(told, { count: number(count) });
}
