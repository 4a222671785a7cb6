/** A bottom sheet with three stops, by drag and by buttons; on wide screens CSS makes it a plain panel. */

const STOPS = ["peek", "half", "full"];
const NARROW = matchMedia("(max-width: 899.98px)");
// Beyond this part of the screen the sheet is taken to cover the map, not to share the screen with it.
const SHARED = 0.6;
// Let go above these parts of the screen, it goes on to the next stop.
const [NEARLY_HALF, NEARLY_FULL] = [0.33, 0.72];

export class Sheet {
  /**
   * @param {HTMLElement} element holds `[data-sheet-handle]`, `[data-sheet-more]` and `[data-sheet-less]`.
   * @param {function} onRest (pixels covered at the bottom) whenever it has come to rest.
   */
  constructor(element, onRest) {
    this.element = element;
    this.onRest = onRest;
    this.more = element.querySelector("[data-sheet-more]");
    this.less = element.querySelector("[data-sheet-less]");
    this.more.addEventListener("click", () => this.#step(1));
    this.less.addEventListener("click", () => this.#step(-1));
    element.querySelector("[data-sheet-handle]").addEventListener("pointerdown", (event) => this.#drag(event));
    NARROW.addEventListener("change", () => this.settle());
    addEventListener("resize", () => this.settle());
    this.go(element.dataset.stop);
  }

  go(stop) {
    this.element.dataset.stop = stop;
    this.more.disabled = stop === "full";
    this.less.disabled = stop === "peek";
    this.settle();
  }

  /** At least this far up: a form or a remark wants to be seen. */
  atLeast(stop) {
    if (STOPS.indexOf(this.element.dataset.stop) < STOPS.indexOf(stop)) this.go(stop);
  }

  #step(by) {
    const index = STOPS.indexOf(this.element.dataset.stop) + by;
    this.go(STOPS[Math.max(0, Math.min(STOPS.length - 1, index))]);
  }

  /** Tell what is covered now. */
  settle() {
    const room = this.#room();
    const height = { peek: this.#peek(), half: room / 2, full: room }[this.element.dataset.stop];
    this.onRest(NARROW.matches ? Math.min(height, room * SHARED) : 0);
  }

  #room() {
    return this.element.parentElement.clientHeight;
  }

  #peek() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return parseFloat(getComputedStyle(this.element).getPropertyValue("--sheet-peek")) * rem;
  }

  #drag(event) {
    if (!NARROW.matches || event.button !== 0 || event.target.closest("button, a")) return;
    const [room, handle] = [this.#room(), event.currentTarget];
    const lowest = room - this.#peek();
    const begun = this.element.getBoundingClientRect().top - this.element.parentElement.getBoundingClientRect().top;
    let down = begun;
    const move = ({ clientY }) => {
      down = Math.max(0, Math.min(lowest, begun + clientY - event.clientY));
      this.element.style.setProperty("--sheet-down", `${down}px`);
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      this.element.style.removeProperty("--sheet-down");
      this.element.classList.remove("sheet-dragged");
      const share = 1 - down / room;
      this.go(share > NEARLY_FULL ? "full" : share > NEARLY_HALF ? "half" : "peek");
    };
    this.element.classList.add("sheet-dragged");
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  }
}
