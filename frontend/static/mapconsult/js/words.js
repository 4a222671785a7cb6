/** Dates, numbers and distances as people of the page's language read them. */

const page = document.documentElement.lang || "pl";
/** The locale of Intl: English as it is written in Europe, days before months, like the rest of the page. */
export const language = page === "en" ? "en-GB" : page;
const numbers = new Intl.NumberFormat(language);
const days = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Europe/Warsaw" });

export function number(value) {
  return numbers.format(value);
}

/** "3 maja 2026" */
export function day(iso) {
  return days.format(new Date(iso));
}

/** "340 m", "2,3 km" from metres. */
export function distance(metres) {
  if (metres < 1000) return `${number(Math.max(10, Math.round(metres / 10) * 10))} m`;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(metres / 1000)} km`;
}

/** A translated text with its named places filled: fill(gettext("Remark %(reference)s"), {reference}). */
export function fill(template, values) {
  return interpolate(template, values, true);
}
