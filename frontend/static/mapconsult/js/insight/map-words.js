/** What the map says of areas, cells and pins, in words. */

import { fill, language, number } from "../words.js";
import { rate } from "./table.js";

const small = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });

/** "3 remarks", or "3 persons" where each person has one voice. */
export function counted(count, unit = "remarks") {
  return unit === "persons" ? personWords(count) : remarkWords(count);
}

export function remarkWords(count) {
  return fill(ngettext("%(count)s remark", "%(count)s remarks", count), { count: number(count) });
}

export function personWords(count) {
  return fill(ngettext("%(count)s person", "%(count)s persons", count), { count: number(count) });
}

/** A number that may be much less than one. */
export function fraction(value) {
  return small.format(value);
}

/** What is said of an area: its name, remarks and persons, and what they are to residents and to its size. */
export function areaLines(area) {
  const { name, count, remarks = count, persons, population, rate_per_1000: perThousand, per_km2: perKm2 } = area;
  const lines = [name, persons == null ? remarkWords(remarks) : `${remarkWords(remarks)}, ${personWords(persons)}`];
  if (population) lines.push(fill(gettext("%(rate)s per 1,000 of %(count)s residents"), { rate: rate(perThousand), count: number(population) }));
  if (perKm2 != null) lines.push(fill(gettext("%(rate)s per km²"), { rate: fraction(perKm2) }));
  return lines;
}

/** How a measure is written, what its legend is called, and what an area without it lacks. */
export function measureWords(measure, unit) {
  const persons = unit === "persons";
  return {
    count: {
      title: persons ? gettext("Persons (number of areas)") : gettext("Remarks (number of areas)"),
      words: number,
      unknown: gettext("not known"),
    },
    persons: { title: gettext("Persons (number of areas)"), words: number, unknown: gettext("not shown") },
    rate_per_1000: {
      title: persons ? gettext("Persons per 1,000 residents (number of areas)") : gettext("Remarks per 1,000 residents (number of areas)"),
      words: rate,
      unknown: gettext("residents not known"),
    },
    per_km2: {
      title: persons ? gettext("Persons per km² (number of areas)") : gettext("Remarks per km² (number of areas)"),
      words: fraction,
      unknown: gettext("size not known"),
    },
  }[measure];
}
