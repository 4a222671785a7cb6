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

/** Metres between two places. */
export function distanceBetween(a, b) {
  return Math.hypot(...onPlane(a, b));
}

/** Metres along a path of places. */
export function lengthOf(path) {
  let metres = 0;
  for (let i = 1; i < path.length; i++) metres += distanceBetween(path[i - 1], path[i]);
  return metres;
}

/** Square metres within a ring of places, whose last need not repeat the first. */
export function surfaceOf(ring) {
  let twice = 0;
  const flat = ring.map((place) => onPlane(ring[0], place));
  flat.forEach(([x, y], i) => {
    const [nextX, nextY] = flat[(i + 1) % flat.length];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** Whether the sides of a ring (open, as for surfaceOf) cross or touch where they do not meet. */
export function crossesItself(ring) {
  const sides = ring.map((place, i) => [place, ring[(i + 1) % ring.length]]);
  return sides.some(([a, b], i) => sides.slice(i + 2).some(([c, d], j) => {
    const closing = i === 0 && j + i + 2 === sides.length - 1;
    return !closing && cross(a, b, c, d);
  }));
}

/** Whether the segments a-b and c-d have a place in common. */
function cross(a, b, c, d) {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return [[abc, a, b, c], [abd, a, b, d], [cda, c, d, a], [cdb, c, d, b]].some(
    ([side, from, to, place]) => side === 0 && between(from, to, place));
}

function turn([ax, ay], [bx, by], [cx, cy]) {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}

function between([ax, ay], [bx, by], [x, y]) {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
}

/** Metres to the east and to the north of `from`. */
function onPlane(from, [lon, lat]) {
  const middle = ((from[1] + lat) / 2) * (Math.PI / 180);
  return [(lon - from[0]) * METRES * Math.cos(middle), (lat - from[1]) * METRES];
}

/** The foot of the perpendicular from the origin on the segment a-b, or its nearer end. */
function footOn([ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length)) : 0;
  return [ax + t * dx, ay + t * dy];
}
