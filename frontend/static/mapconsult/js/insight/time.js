/** What the histogram says, in words. */

import { h } from "../dom.js";
import { fill, language, number } from "../words.js";

const DAY = 24 * 3600 * 1000;
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });

/** "37 of 158 remarks, 1–20 May 2026, at most 17 a day". */
export function timeWords({ by, total, buckets }, chosen) {
  if (!buckets.length) return gettext("There are no remarks to show over time.");
  const remarks = ngettext("%(count)s remark", "%(count)s remarks", total);
  const of = ngettext("%(chosen)s of %(count)s remark", "%(chosen)s of %(count)s remarks", total);
  const last = new Date(Date.parse(buckets.at(-1).end) - DAY);
  return [
    fill(chosen ? of : remarks, { chosen: number(chosen?.total ?? 0), count: number(total) }),
    days.formatRange(new Date(buckets[0].start), last),
    fill(most()[by], { count: number(Math.max(...buckets.map(({ count }) => count))) }),
  ].join(", ");
}

/** The rows of a table of [[when, count], ...]. */
export function timeRows(rows) {
  return rows.map(([when, count]) => h("tr", {}, h("th", { scope: "row" }, when), h("td", {}, count)));
}

function most() {
  return { day: gettext("at most %(count)s a day"), week: gettext("at most %(count)s a week"), month: gettext("at most %(count)s a month") };
}
