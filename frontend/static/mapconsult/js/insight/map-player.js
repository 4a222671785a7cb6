/** Play-back in time: the same map, one period after the other, all in the same colours. */

import { announce } from "../announce.js";
import { fill, language } from "../words.js";
import { divisionOf, unitOf } from "./asked.js";
import { viewed } from "./map-cells.js";
import { classesOf } from "./classes.js";
import { counted } from "./map-words.js";

const SHADES = 7;
// Milliseconds that one period is shown.
const PERIOD = 900;
const DAY = 24 * 3600 * 1000;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
const months = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });

export class Player {
  constructor(picture) {
    this.picture = picture;
    this.bar = picture.root.querySelector("[data-player]");
    this.opener = picture.root.querySelector("[data-play-open]");
    if (!this.bar || !this.opener) return;
    const names = ["play", "play-back", "play-on", "play-close", "play-slider", "play-words"];
    [this.play, this.back, this.on, this.close, this.slider, this.words] = names.map((name) => this.bar.querySelector(`[data-${name}]`));
    this.play.hidden = calm;
    this.#listen();
  }

  /** Follow what the map shows: other filters have another film, other ways have none. */
  draw() {
    if (!this.bar || this.bar.hidden) return;
    if (this.opener.hidden) this.#close();
    else this.#read();
  }

  /** The cells of another view. */
  rest() {
    if (this.bar && !this.bar.hidden && this.#cells) this.#read();
  }

  get #cells() {
    return this.picture.way === "heat";
  }

  #listen() {
    this.opener.addEventListener("click", () => this.#open());
    this.close.addEventListener("click", () => this.#close(true));
    this.play.addEventListener("click", () => this.#run(!this.timer));
    this.back.addEventListener("click", () => this.#step(-1));
    this.on.addEventListener("click", () => this.#step(1));
    this.slider.addEventListener("input", () => {
      this.#run(false);
      this.#show(this.slider.valueAsNumber);
    });
    this.bar.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#close(true);
    });
  }

  #open() {
    this.bar.hidden = false;
    this.index = 0;
    this.#read();
    this.slider.focus();
  }

  #close(back = false) {
    this.#run(false);
    this.bar.hidden = true;
    this.asked = this.film = null;
    this.picture.frame = null;
    if (!back) return;
    this.picture.draw();
    this.opener.focus();
  }

  /** Read the film of what is shown, if it is another one. */
  async #read() {
    const { picture } = this;
    const place = this.#cells ? [["cells", "true"], ...viewed(picture.view)] : divisionOf(picture.filters);
    const pairs = [...picture.filters.pairs.filter(([name]) => !(this.#cells && name === "in_bbox")), ...place];
    const asked = JSON.stringify(pairs);
    if (asked === this.asked) return;
    this.asked = asked;
    this.words.textContent = gettext("Loading…");
    const found = await picture.ask(picture.urls.frames, pairs);
    if (this.asked !== asked) return;
    if (found) this.#take(found);
    else this.#close();
  }

  #take({ by, frames, features, areas = features.map(({ properties }) => properties) }) {
    this.film = { by, frames, areas, features, classes: classesOf(areas.flatMap(({ counts }) => counts), SHADES) };
    this.slider.max = Math.max(0, frames.length - 1);
    if (frames.length) this.#show(Math.min(this.index, frames.length - 1));
    else this.words.textContent = gettext("There are no remarks to show over time.");
  }

  #step(by) {
    this.#run(false);
    this.#show(this.index + by);
  }

  #run(on) {
    clearInterval(this.timer);
    this.timer = on && this.film ? setInterval(() => this.#next(), PERIOD) : null;
    this.play.setAttribute("aria-pressed", String(Boolean(this.timer)));
    for (const part of this.play.querySelectorAll("[data-play-when]")) part.hidden = part.dataset.playWhen !== (this.timer ? "on" : "off");
    if (this.timer && this.index === this.film.frames.length - 1) this.#show(0);
  }

  #next() {
    if (this.index < this.film.frames.length - 1) this.#show(this.index + 1);
    else this.#run(false);
  }

  #show(index) {
    const frame = this.film?.frames[index];
    if (!frame) return;
    this.index = index;
    const when = this.#when(frame);
    const words = fill(gettext("%(when)s: %(counted)s"), { when, counted: counted(frame.total, unitOf(this.picture.filters)) });
    this.slider.value = index;
    this.slider.setAttribute("aria-valuetext", words);
    this.words.textContent = words;
    if (!this.timer && document.activeElement !== this.slider) announce(words);
    this.picture.frame = { when, classes: this.film.classes, span: { created_after: frame.start, created_before: frame.end }, ...this.#counts(index) };
    this.picture.ways[this.picture.way].draw();
  }

  /** The numbers of one period: by code of an area, or the cells that have any. */
  #counts(index) {
    const { areas, features } = this.film;
    if (!features) return { counts: new Map(areas.map(({ code, counts }) => [code, counts[index]])) };
    return {
      features: features
        .filter(({ properties }) => properties.counts[index])
        .map((feature) => ({ ...feature, properties: { count: feature.properties.counts[index] } })),
    };
  }

  /** "3 May 2026", "3–9 May 2026", "May 2026", "2026" */
  #when({ start, end }) {
    const [first, last] = [new Date(start), new Date(Date.parse(end) - DAY)];
    if (this.film.by === "year") return String(first.getUTCFullYear());
    if (this.film.by === "month") return months.format(first);
    return this.film.by === "day" ? days.format(first) : days.formatRange(first, last);
  }
}
