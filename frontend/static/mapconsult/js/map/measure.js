/** A drawing of one kind (point, line, polygon) out of its places: the geometry, its size in words, its flaw. */

import { distance, fill, number, surface } from "../words.js";
import { crossesItself, lengthOf, surfaceOf } from "./geometry.js";

export const LEAST = { point: 1, line: 2, polygon: 3 };
const TYPES = { point: "Point", line: "LineString", polygon: "Polygon" };
// The server takes a thousand positions; the last of an area repeats the first.
const MOST = 999;

/** GeoJSON of [lon, lat] places; null as long as there are too few. */
export function geometryOf(kind, places) {
  if (places.length < LEAST[kind]) return null;
  const coordinates = { point: () => places[0], line: () => places, polygon: () => [[...places, places[0]]] }[kind]();
  return { type: TYPES[kind], coordinates };
}

/** The kind of a GeoJSON geometry and its places: {kind, places}. */
export function placesOf({ type, coordinates }) {
  if (type === "Point") return { kind: "point", places: [coordinates] };
  if (type === "LineString") return { kind: "line", places: coordinates };
  return { kind: "polygon", places: coordinates[0].slice(0, -1) };
}

/** "4 points, 1.2 ha" */
export function sizeOf(kind, places) {
  const count = places.length;
  const points = fill(ngettext("%(count)s point", "%(count)s points", count), { count: number(count) });
  if (kind === "polygon" && count > 2 && !crossesItself(places)) return `${points}, ${surface(surfaceOf(places))}`;
  return kind !== "point" && count > 1 ? `${points}, ${distance(lengthOf(places))}` : points;
}

/** Why this cannot be sent, as a sentence; null when it can. */
export function flawOf(kind, places) {
  if (kind === "line" && places.length < LEAST.line) return gettext("A line needs at least two points.");
  if (kind === "polygon" && places.length < LEAST.polygon) return gettext("An area needs at least three points.");
  if (places.length > MOST) return gettext("The drawing has too many points. Remove some of them.");
  if (kind === "polygon" && crossesItself(places)) {
    return gettext("The border of your area crosses itself. Move or remove a point so that it does not.");
  }
  return null;
}
