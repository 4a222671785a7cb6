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

/** "850 m²", "1,2 ha" from square metres. */
export function surface(metres) {
  if (metres < 1000) return `${number(Math.max(1, Math.round(metres)))} m²`;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: metres < 1e6 ? 2 : 0 }).format(metres / 1e4)} ha`;
}

/** A translated text with its named places filled: fill(gettext("Remark %(reference)s"), {reference}). */
export function fill(template, values) {
  return interpolate(template, values, true);
}
