/** What the server says to one filter state. Outlines are asked for once, numbers each time. */

import { address, get } from "../request.js";

const TIMES = ["created_after", "created_before"];

export class Answers {
  /** @param {object} urls {counts, trend}. */
  constructor(urls) {
    this.urls = urls;
    this.outlines = new Map();
  }

  /**
   * [counts, {whole, chosen}]: the answer of counts, each area with its `geometry`; the trend of all times and,
   * if the pairs choose a span, that of the span by the same periods, else null. A newer question drops this one.
   */
  async read(pairs, level) {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    return Promise.all([this.#counts(pairs, level, signal), this.#times(pairs, signal)]);
  }

  async #counts(pairs, level, signal) {
    const asked = [...pairs, ["level", level]];
    const key = `${level} ${new URLSearchParams(pairs.filter(([name]) => name === "area"))}`;
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
