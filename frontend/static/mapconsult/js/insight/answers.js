/** What the server says to one filter state. Outlines are asked for once, numbers each time. */

import { address, get } from "../request.js";
import { coloursOf, divisionOf } from "./asked.js";

const TIMES = ["created_after", "created_before"];

export class Answers {
  /** @param {object} urls {counts, trend}. */
  constructor(urls) {
    this.urls = urls;
    this.outlines = new Map();
  }

  /** Equal for two states of the filters to which the answers are equal. */
  keyOf(filters) {
    return JSON.stringify([filters.pairs, ...divisionOf(filters), ...coloursOf(filters)]);
  }

  /**
   * [counts, {whole, chosen}]: the answer of counts, each area with its `geometry`; the trend of all times and,
   * if the filters choose a span, that of the span by the same periods, else null. A newer question drops this one.
   */
  async read(filters) {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    return Promise.all([this.#counts(filters, signal), this.#times(filters.pairs, signal)]);
  }

  async #counts(filters, signal) {
    const { pairs } = filters;
    const asked = [...pairs, ...divisionOf(filters), ...coloursOf(filters)];
    const key = new URLSearchParams([...divisionOf(filters), ...pairs.filter(([name]) => name === "area")]).toString();
    if (this.drawn !== key) return this.#withOutlines(asked, key, signal);
    const counts = await get(address(this.urls.counts, asked), { signal });
    if (!counts.areas.every(({ code }) => this.outlines.has(code))) return this.#withOutlines(asked, key, signal);
    return { ...counts, areas: counts.areas.map((area) => ({ ...area, geometry: this.outlines.get(area.code) })) };
  }

  async #withOutlines(asked, key, signal) {
    const { features, ...counts } = await get(address(this.urls.counts, [...asked, ["geometry", "true"]]), { signal });
    this.outlines = new Map(features.map(({ id, geometry }) => [id, geometry]));
    this.drawn = key;
    return { ...counts, areas: features.map(({ properties, geometry }) => ({ ...properties, geometry })) };
  }

  async #times(pairs, signal) {
    const others = pairs.filter(([name]) => !TIMES.includes(name));
    const whole = await get(address(this.urls.trend, others), { signal });
    if (!pairs.some(([name, value]) => TIMES.includes(name) && value)) return { whole, chosen: null };
    return { whole, chosen: await get(address(this.urls.trend, [...pairs, ["by", whole.by]]), { signal }) };
  }
}
