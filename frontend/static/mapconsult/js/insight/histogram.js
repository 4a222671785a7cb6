/**
 * When remarks came: one bar a day, week or month. A span of bars is chosen by dragging, by tapping one bar, or
 * by keys (arrows, Shift with arrows, Enter, Escape), and becomes created_after and created_before.
 */

import { h } from "../dom.js";
import { day, fill, language, number } from "../words.js";

const months = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
const short = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
const shortMonths = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
const DAY = 24 * 3600 * 1000;
// So many pixels a date below the bars needs.
const TICK = 72;

export class Histogram {
  /** @param {function} onSelect (created_after, created_before): dates, or "" twice for the whole time. */
  constructor(element, onSelect) {
    this.element = element;
    this.onSelect = onSelect;
    this.bars = h("div", { class: "bars", role: "listbox", "aria-multiselectable": "true", "aria-orientation": "horizontal", "aria-label": gettext("Remarks over time: choose a span") });
    this.axis = h("div", { class: "axis soft", "aria-hidden": "true" });
    element.replaceChildren(this.bars, this.axis);
    this.bars.addEventListener("pointerdown", (event) => this.#dragStart(event));
    this.bars.addEventListener("keydown", (event) => this.#onKey(event));
    new ResizeObserver(() => this.#drawAxis()).observe(element);
  }

  /**
   * @param {object} whole {by, buckets: [{start, end, count}]} of all times.
   * @param {Map} chosen start -> count within the span; null when all is chosen.
   * @param {string[]} span [created_after, created_before], dates or "".
   */
  show({ by, buckets }, chosen, [after, before]) {
    const focused = [...this.bars.children].indexOf(document.activeElement);
    this.by = by;
    this.buckets = buckets;
    this.selected = null;
    const most = Math.max(1, ...buckets.map(({ count }) => count));
    const options = buckets.map((bucket, index) => {
      const within = (!after || bucket.end > after.slice(0, 10)) && (!before || bucket.start < before.slice(0, 10));
      const selected = chosen !== null && within;
      if (selected) this.selected = [this.selected?.[0] ?? index, index];
      return this.#bar(bucket, chosen ? chosen.get(bucket.start) ?? 0 : bucket.count, most, selected);
    });
    this.bars.hidden = !options.length;
    this.bars.replaceChildren(...options);
    const stop = options[Math.max(0, Math.min(focused, options.length - 1))];
    stop?.setAttribute("tabindex", 0);
    if (focused >= 0) stop?.focus();
    this.#drawAxis();
  }

  #bar(bucket, count, most, selected) {
    const now = h("span", { class: "bar-now" });
    const all = h("span", { class: "bar-all" }, now);
    all.style.height = `${(100 * bucket.count) / most}%`;
    now.style.height = bucket.count ? `${(100 * count) / bucket.count}%` : "0";
    const words = ngettext("%(when)s: %(count)s remark", "%(when)s: %(count)s remarks", bucket.count);
    const name = fill(words, { when: this.#when(bucket), count: number(bucket.count) });
    return h("div", { class: "bar", role: "option", tabindex: -1, "aria-selected": String(selected), "aria-label": name, title: name }, all);
  }

  /** "3 May 2026", "4–10 May", "May 2026". */
  #when({ start, end }) {
    if (this.by === "day") return day(start);
    if (this.by === "month") return months.format(new Date(start));
    return short.formatRange(new Date(start), new Date(Date.parse(end) - DAY));
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

  #select(from, to) {
    const [first, last] = from <= to ? [from, to] : [to, from];
    this.onSelect(this.buckets[first].start, this.buckets[last].end);
  }

  #dragStart(event) {
    const from = this.#indexAt(event.clientX);
    if (from < 0 || event.button !== 0) return;
    let to = from;
    const move = ({ clientX }) => {
      to = this.#indexAt(clientX);
      this.#preview(from, to);
    };
    const end = (last) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (last.type === "pointerup") this.#tapped(from, to);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    this.#preview(from, to);
  }

  /** A tap on the only bar that is chosen lets go of it. */
  #tapped(from, to) {
    const alone = this.selected?.every((index) => index === from);
    if (alone && from === to) this.onSelect("", "");
    else this.#select(from, to);
  }

  #preview(from, to) {
    const [first, last] = from <= to ? [from, to] : [to, from];
    [...this.bars.children].forEach((bar, index) => {
      bar.setAttribute("aria-selected", String(index >= first && index <= last));
    });
  }

  #indexAt(x) {
    const { left, width } = this.bars.getBoundingClientRect();
    const count = this.buckets?.length ?? 0;
    return Math.max(0, Math.min(count - 1, Math.floor(((x - left) / width) * count)));
  }

  #onKey(event) {
    const options = [...this.bars.children];
    const here = options.indexOf(event.target);
    const last = options.length - 1;
    const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) this.#go(here, Math.max(0, Math.min(last, to)), event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") this.#select(here, here);
    else if (event.key === "Escape") this.onSelect("", "");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Move the focus; with Shift the span reaches from where it began to there. */
  #go(here, to, extend) {
    const options = [...this.bars.children];
    if (!extend) this.anchor = to;
    options[here].setAttribute("tabindex", -1);
    options[to].setAttribute("tabindex", 0);
    options[to].focus();
    if (extend) this.#select(this.anchor ?? here, to);
  }
}
