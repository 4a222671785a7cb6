/** Many things on the map as one stop of the Tab key: arrows lead to the nearest one in their direction. */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The step [x, y] of an arrow key, else undefined. */
export function stepOf(key) {
  return ARROWS[key];
}

/** Only this one of the elements is reached by Tab. */
export function makeTabStop(elements, chosen) {
  for (const element of elements) element.setAttribute("tabindex", element === chosen ? 0 : -1);
}

/** The nearest of the elements in a direction, by their middles; what lies aside counts double. */
export function nearestTo(from, elements, [dx, dy]) {
  const here = middle(from);
  let best = null;
  let least = Infinity;
  for (const element of elements) {
    const there = middle(element);
    const [x, y] = [there[0] - here[0], there[1] - here[1]];
    const along = x * dx + y * dy;
    const cost = along + 2 * Math.abs(x * dy + y * dx);
    if (along <= 0 || cost >= least) continue;
    [best, least] = [element, cost];
  }
  return best;
}

function middle(element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2];
}
