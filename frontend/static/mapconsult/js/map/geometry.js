/** Plane geometry on small areas, in [lon, lat]: no library, exact enough for a sentence and a drawing. */

const METRES = 111_195;

/** All rings of a Polygon or MultiPolygon. */
export function ringsOf({ type, coordinates }) {
  if (type === "Polygon") return coordinates;
  return type === "MultiPolygon" ? coordinates.flat() : [];
}

/** Whether the place lies within the rings, by crossings counted (holes are rings too). */
export function within([x, y], rings) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i];
      const [bx, by] = ring[j];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** The place of the rings nearest to `from`: {place, metres, azimuth}, azimuth in degrees from the north. */
export function nearest(from, rings) {
  const east = METRES * Math.cos((from[1] * Math.PI) / 180);
  const flat = ([lon, lat]) => [(lon - from[0]) * east, (lat - from[1]) * METRES];
  let best = [0, 0];
  let metres = Infinity;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const point = footOn(flat(ring[i - 1]), flat(ring[i]));
      const distance = Math.hypot(...point);
      if (distance < metres) [best, metres] = [point, distance];
    }
  }
  const azimuth = ((Math.atan2(best[0], best[1]) * 180) / Math.PI + 360) % 360;
  return { place: [from[0] + best[0] / east, from[1] + best[1] / METRES], metres, azimuth };
}

/**
 * A place well inside a polygon, for its label, and the room around it in degrees of latitude: the best
 * of a grid of candidates.
 */
export function roomiest(rings, steps = 14) {
  const outer = rings.flat();
  const [west, east] = [Math.min(...outer.map(([x]) => x)), Math.max(...outer.map(([x]) => x))];
  const [south, north] = [Math.min(...outer.map(([, y]) => y)), Math.max(...outer.map(([, y]) => y))];
  let best = { place: outer[0], room: 0 };
  for (let i = 1; i < steps; i++) {
    for (let j = 1; j < steps; j++) {
      const place = [west + ((east - west) * i) / steps, south + ((north - south) * j) / steps];
      if (!within(place, rings)) continue;
      const room = nearest(place, rings).metres / METRES;
      if (room > best.room) best = { place, room };
    }
  }
  return best;
}

/** The foot of the perpendicular from the origin on the segment a-b, or its nearer end. */
function footOn([ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length)) : 0;
  return [ax + t * dx, ay + t * dy];
}
