/**
 * When remarks came: one bar a day, week or month, and a brush over them. A span is chosen by dragging over the
 * bars, by tapping one, or by its two handles, which are sliders for keys and screen readers (arrows, Page Up and
 * Down, Home, End); Escape chooses the whole time. It becomes created_after and created_before.
 */

import { h } from "../dom.js";
import { language, number } from "../words.js";
import { counted } from "./map-words.js";

const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
const months = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
const short = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
const shortMonths = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
const DAY = 24 * 3600 * 1000;
// So many pixels a date below the bars needs.
const TICK = 72;
// So many bars a large step of a handle is.
const LEAP = 7;
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -LEAP, PageUp: LEAP, Home: -Infinity, End: Infinity };

export class Histogram {
  /** @param {function} onSelect (created_after, created_before): dates, or "" twice for the whole time. */
  constructor(element, onSelect) {
    Object.assign(this, { element, onSelect });
    this.bars = h("div", { class: "bars", "aria-hidden": "true" });
    this.handles = [this.#handle(0, gettext("Beginning of the span")), this.#handle(1, gettext("End of the span"))];
    this.brush = h("div", { class: "brush", role: "group", "aria-label": gettext("Remarks over time: choose a span") }, this.bars, ...this.handles);
    this.axis = h("div", { class: "axis soft", "aria-hidden": "true" });
    element.replaceChildren(this.brush, this.axis);
    this.bars.addEventListener("pointerdown", (event) => this.#dragStart(event));
    new ResizeObserver(() => this.#drawAxis()).observe(element);
  }

  /**
   * @param {object} whole {by, buckets: [{start, end, count}]} of all times.
   * @param {Map} chosen start -> count within the span; null when all is chosen.
   * @param {string[]} span [created_after, created_before], dates or "".
   * @param {string} unit what the counts are of.
   */
  show({ by, buckets }, chosen, [after, before], unit) {
    Object.assign(this, { by, buckets, unit });
    const within = ({ start, end }) => (!after || end > after.slice(0, 10)) && (!before || start < before.slice(0, 10));
    const inside = buckets.map(within);
    this.whole = [0, buckets.length - 1];
    this.selected = chosen && inside.includes(true) ? [inside.indexOf(true), inside.lastIndexOf(true)] : null;
    const most = Math.max(1, ...buckets.map(({ count }) => count));
    const shown = (bucket) => (chosen ? chosen.get(bucket.start) ?? 0 : bucket.count);
    this.bars.replaceChildren(...buckets.map((bucket) => this.#bar(bucket, shown(bucket), most)));
    this.brush.hidden = !buckets.length;
    this.#mark(this.selected ?? this.whole);
    this.#drawAxis();
  }

  /** [[when, count], ...] of all bars, for a table. */
  rows() {
    return this.buckets.map((bucket) => [this.#when(bucket), number(bucket.count)]);
  }

  #bar(bucket, count, most) {
    const now = h("span", { class: "bar-now" });
    const all = h("span", { class: "bar-all" }, now);
    all.style.height = `${(100 * bucket.count) / most}%`;
    now.style.height = bucket.count ? `${(100 * count) / bucket.count}%` : "0";
    const title = `${this.#when(bucket)}: ${counted(bucket.count, this.unit)}`;
    return h("span", { class: "bar", title }, all);
  }

  #handle(end, label) {
    const handle = h("div", { class: "brush-handle", role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "horizontal" });
    handle.addEventListener("keydown", (event) => this.#onKey(event, end));
    handle.addEventListener("pointerdown", (event) => this.#pull(event, end));
    return handle;
  }

  /** Show a span of bars, without asking for it yet. */
  #mark([first, last]) {
    const count = this.buckets.length;
    this.now = [first, last];
    [...this.bars.children].forEach((bar, index) => bar.classList.toggle("is-chosen", this.#partly() && index >= first && index <= last));
    [first, last].forEach((index, end) => {
      const handle = this.handles[end];
      handle.style.left = `${(100 * (index + end)) / Math.max(1, count)}%`;
      handle.setAttribute("aria-valuemin", end ? first : 0);
      handle.setAttribute("aria-valuemax", end ? Math.max(0, count - 1) : last);
      handle.setAttribute("aria-valuenow", index);
      handle.setAttribute("aria-valuetext", count ? this.#when(this.buckets[index]) : "");
    });
  }

  #partly() {
    return this.now[0] > this.whole[0] || this.now[1] < this.whole[1] || this.selected !== null;
  }

  /** "3 May 2026", "3–9 May 2026", "May 2026" */
  #when({ start, end }) {
    const from = new Date(start);
    if (this.by === "month") return months.format(from);
    return this.by === "day" ? days.format(from) : days.formatRange(from, new Date(Date.parse(end) - DAY));
  }

  #drawAxis() {
    const count = this.buckets?.length ?? 0;
    const every = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(this.element.clientWidth / TICK))));
    const format = this.by === "month" ? shortMonths : short;
    const ticks = (this.buckets ?? []).flatMap(({ start }, index) => {
      // A date near the right edge would stand outside.
      if (index % every || (count > 1 && index > count - every / 2)) return [];
      const tick = h("span", {}, format.format(new Date(start)));
      tick.style.left = `${(100 * index) / count}%`;
      return [tick];
    });
    this.axis.replaceChildren(...ticks);
  }

  #select([first, last]) {
    const all = first === this.whole[0] && last === this.whole[1];
    if (all) this.onSelect("", "");
    else this.onSelect(this.buckets[first].start, this.buckets[last].end);
  }

  #dragStart(event) {
    if (event.button !== 0 || !this.buckets?.length) return;
    const from = this.#indexAt(event.clientX);
    this.#drag(({ clientX }) => this.#mark(inOrder(from, this.#indexAt(clientX))), () => this.#tapped(from));
    this.#mark([from, from]);
  }

  /** A tap on the only bar that is chosen lets go of it. */
  #tapped(from) {
    const alone = this.selected?.every((index) => index === from) && this.now.every((index) => index === from);
    if (alone) this.onSelect("", "");
    else this.#select(this.now);
  }

  /** One end of the span follows the pointer. */
  #pull(event, end) {
    event.preventDefault();
    this.handles[end].focus();
    const [first, last] = this.now;
    const follow = ({ clientX }) => {
      const index = this.#indexAt(clientX);
      this.#mark(end ? [first, Math.max(first, index)] : [Math.min(last, index), last]);
    };
    this.#drag(follow, () => this.#select(this.now));
  }

  #drag(move, done) {
    const end = ({ type }) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (type === "pointerup") done();
      else this.#mark(this.selected ?? this.whole);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }

  #indexAt(x) {
    const { left, width } = this.bars.getBoundingClientRect();
    const count = this.buckets.length;
    return clamp(Math.floor(((x - left) / width) * count), 0, count - 1);
  }

  #onKey(event, end) {
    const step = STEPS[event.key];
    if (event.key === "Escape") this.onSelect("", "");
    else if (step === undefined) return;
    else this.#step(end, step);
    event.preventDefault();
    event.stopPropagation();
  }

  #step(end, step) {
    const [first, last] = this.now;
    const span = end ? [first, clamp(last + step, first, this.whole[1])] : [clamp(first + step, 0, last), last];
    this.#mark(span);
    this.#select(span);
  }
}

function inOrder(one, other) {
  return one <= other ? [one, other] : [other, one];
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}
