/** What is asked beside the filters, as the API takes it: by which areas, in which unit, in which colours. */

const MEASURES = ["count", "persons", "rate_per_1000", "per_km2"];

/** What the colours of areas stand for. */
export function measureOf(filters) {
  const asked = filters.get("measure");
  return MEASURES.includes(asked) ? asked : MEASURES[0];
}

/** "remarks", or "persons" where each person has one voice. */
export function unitOf(filters) {
  return filters.get("unit") || "remarks";
}

/** By which areas is counted: those of an own layer, or of a level. */
export function divisionOf(filters) {
  const layer = filters.get("layer");
  return layer ? [["layer", layer]] : [["level", filters.get("level")]].filter(([, level]) => level);
}

/** What the colours stand for, and how values are put in classes. */
export function coloursOf(filters) {
  const classing = filters.get("classing") || "quantile";
  return [["measure", measureOf(filters)], ["classing", classing], ["classes", filters.get("classes") || 5]];
}
