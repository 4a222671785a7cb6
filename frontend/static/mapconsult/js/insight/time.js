/** What the histogram says, in words. */

import { h } from "../dom.js";
import { fill, language, number } from "../words.js";
import { counted } from "./map-words.js";

const DAY = 24 * 3600 * 1000;
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });

/** "37 of 158 remarks, 1–20 May 2026, at most 17 a day"; of persons where each has one voice. */
export function timeWords({ by, total, buckets }, chosen, unit) {
  if (!buckets.length) return gettext("There are no remarks to show over time.");
  const last = new Date(Date.parse(buckets.at(-1).end) - DAY);
  return [
    chosen ? fill(part(unit, total), { chosen: number(chosen.total), count: number(total) }) : counted(total, unit),
    days.formatRange(new Date(buckets[0].start), last),
    fill(most()[by], { count: number(Math.max(...buckets.map(({ count }) => count))) }),
  ].join(", ");
}

/** The rows of a table of [[when, count], ...]. */
export function timeRows(rows) {
  return rows.map(([when, count]) => h("tr", {}, h("th", { scope: "row" }, when), h("td", {}, count)));
}

function part(unit, total) {
  if (unit === "persons") return ngettext("%(chosen)s of %(count)s person", "%(chosen)s of %(count)s persons", total);
  return ngettext("%(chosen)s of %(count)s remark", "%(chosen)s of %(count)s remarks", total);
}

function most() {
  return { day: gettext("at most %(count)s a day"), week: gettext("at most %(count)s a week"), month: gettext("at most %(count)s a month") };
}
