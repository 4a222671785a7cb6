/**
 * Rows that are dragged to another place by a handle, from list to list too; with a mouse, a pen or a finger.
 * Whoever uses neither has buttons beside it.
 */

// Pixels from the edge of the window where it begins to scroll, and how far at a time.
const EDGE = 60;
const STEP = 12;

/**
 * @param {HTMLElement} root
 * @param {string} rows selector of what is dragged; each holds its handle, `[data-grip]`.
 * @param {string} lists selector of where rows can stand; `root` itself may be one.
 * @param {function} onDrop (row, list, place, undo) once it stands somewhere else.
 */
export function dragRows(root, { rows, lists, onDrop }) {
  root.addEventListener("pointerdown", (event) => {
    const grip = event.button === 0 && event.target.closest("[data-grip]");
    const row = grip && grip.closest("[data-section], [data-question], [data-row]");
    if (!row?.matches(rows)) return;
    event.preventDefault();
    follow(row, root, lists, onDrop);
  });
}

function follow(row, root, lists, onDrop) {
  const list = row.parentElement;
  const next = row.nextElementSibling;
  let way = 0;
  const scrolling = setInterval(() => way && scrollBy(0, way), 16);
  const ways = new AbortController();
  const listen = (name, listener) => document.addEventListener(name, listener, { signal: ways.signal });
  const undo = () => list.insertBefore(row, next);
  const end = (stays) => {
    ways.abort();
    clearInterval(scrolling);
    row.classList.remove("dragged");
    if (!stays) undo();
    else if (row.parentElement !== list || row.nextElementSibling !== next) {
      onDrop(row, row.parentElement, [...row.parentElement.children].indexOf(row), undo);
    }
  };
  row.classList.add("dragged");
  listen("pointermove", ({ clientY }) => {
    way = clientY < EDGE ? -STEP : clientY > innerHeight - EDGE ? STEP : 0;
    put(row, clientY, root, lists);
  });
  listen("pointerup", () => end(true));
  listen("pointercancel", () => end(false));
  listen("keydown", ({ key }) => key === "Escape" && end(false));
}

/** Stand the row where the pointer is: in the list whose middle is nearest, before the first row below. */
function put(row, y, root, lists) {
  const list = nearest([...(root.matches(lists) ? [root] : []), ...root.querySelectorAll(lists)], y);
  const others = [...list.children].filter((other) => other !== row && !other.hidden);
  const below = others.find((other) => y < middle(other)) ?? null;
  if (row.parentElement !== list || row.nextElementSibling !== below) list.insertBefore(row, below);
}

function nearest(lists, y) {
  const away = (list) => {
    const { top, bottom } = list.getBoundingClientRect();
    return Math.max(top - y, y - bottom, 0);
  };
  return lists.reduce((best, list) => (away(list) < away(best) ? list : best));
}

function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
