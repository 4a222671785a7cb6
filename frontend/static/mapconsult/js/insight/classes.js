/** Values in classes for a colour ramp, and the legend that says what each colour stands for. */

import { h } from "../dom.js";
import { number } from "../words.js";

/**
 * The classes of the positive ones among `values`: [{low, high, size, step}], in ascending order. `low` and
 * `high` are the smallest and largest value that occur in it, `size` is how many do, `step` is 1..steps.
 *
 * Few different values have a class each; many are cut at natural breaks (Fisher and Jenks) of their logarithms,
 * because most places have few remarks and some have very many.
 */
export function classesOf(values, steps) {
  const sizes = new Map();
  for (const value of values.filter((one) => one > 0).sort((a, b) => a - b)) {
    sizes.set(value, (sizes.get(value) ?? 0) + 1);
  }
  const different = [...sizes];
  const starts = different.length <= steps ? different.map((_, index) => index) : breaks(different, steps);
  return starts.map((start, index) => {
    const group = different.slice(start, starts[index + 1]);
    const size = group.reduce((sum, [, count]) => sum + count, 0);
    return { low: group[0][0], high: group.at(-1)[0], size, step: stepOf(index, starts.length, steps) };
  });
}

/** Classes that the server made, [{low, high, areas}] in ascending order, each with its step of a ramp. */
export function stepped(classes, steps) {
  return classes.map(({ low, high, areas }, index) => ({ low, high, size: areas, step: stepOf(index, classes.length, steps) }));
}

/** The step of the class that a value lies in; 0 for none. A value between two classes is of the upper one. */
export function classOf(value, classes) {
  return (value > 0 && classes.find(({ high }) => value <= high)?.step) || 0;
}

/**
 * A legend: a title, and for each entry its colour, its limits and how many there are.
 * @param {object[]} entries {className, words, size}.
 */
export function legend(title, entries) {
  const items = entries.map(({ className, words, size }) =>
    h("li", {},
      h("span", { class: `swatch ${className}`, "aria-hidden": "true" }),
      h("span", { class: "number" }, words),
      h("span", { class: "soft number" }, `(${number(size)})`)));
  return [h("p", { class: "legend-title" }, title), h("ul", {}, ...items)];
}

/** "3–7", or "3" where there is nothing between. */
export function limits({ low, high }, words = number) {
  return words(low) === words(high) ? words(low) : `${words(low)}–${words(high)}`;
}

/**
 * Where each of so many classes begins, so that the squared distances to their means are least in sum: the best
 * start of the last class is known for every end, class after class.
 * @param {Array} different [value, how many], in ascending order.
 */
function breaks(different, count) {
  const spread = spreads(different);
  const n = different.length;
  let least = different.map((_, end) => spread(0, end));
  const starts = [];
  for (let k = 1; k < count; k++) {
    const next = Array(n).fill(Infinity);
    const start = Array(n).fill(0);
    for (let end = k; end < n; end++) {
      for (let first = k; first <= end; first++) {
        const sum = least[first - 1] + spread(first, end);
        if (sum >= next[end]) continue;
        next[end] = sum;
        start[end] = first;
      }
    }
    least = next;
    starts.push(start);
  }
  const found = [];
  for (let end = n - 1, k = starts.length - 1; k >= 0; end = found[0] - 1, k--) found.unshift(starts[k][end]);
  return [0, ...found];
}

/** A function giving the sum of squared distances to the mean of the logarithms from one index to another. */
function spreads(different) {
  const [w, x, xx] = [[0], [0], [0]];
  different.forEach(([value, size], index) => {
    const log = Math.log(value);
    w.push(w[index] + size);
    x.push(x[index] + size * log);
    xx.push(xx[index] + size * log * log);
  });
  return (first, last) => xx[last + 1] - xx[first] - (x[last + 1] - x[first]) ** 2 / (w[last + 1] - w[first]);
}

/** Classes spread over the ramp: one alone takes its middle. */
function stepOf(index, count, steps) {
  return count === 1 ? Math.ceil(steps / 2) : 1 + Math.round((index * (steps - 1)) / (count - 1));
}
