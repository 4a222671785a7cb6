/** The buttons and words beside a drawing (consultations/_draw_tools.html), kept in step with it. */

export class DrawTools {
  constructor(element, draw) {
    Object.assign(this, { element, draw, selected: null });
    this.words = element.querySelector("[data-draw-words]");
    this.flaw = element.querySelector("[data-draw-flaw]");
    this.buttons = Object.fromEntries(
      ["here", "undo", "remove", "restart", "finish"].map((name) => [name, element.querySelector(`[data-draw-${name}]`)]));
    // The button must not take the focus from the point that it removes.
    this.buttons.remove.addEventListener("mousedown", (event) => event.preventDefault());
    this.buttons.remove.addEventListener("click", () => this.selected !== null && draw.remove(this.selected));
    for (const name of ["here", "undo", "restart", "finish"]) {
      this.buttons[name].addEventListener("click", () => draw[name]());
    }
  }

  /** The point that has the focus has this index; null for none. */
  select(index) {
    this.selected = index;
    this.update();
  }

  refuse(words) {
    this.flaw.textContent = words;
    this.flaw.hidden = false;
  }

  /** Say what is drawn, and offer what can be done with it now. */
  update() {
    const { kind, places, active, earlier } = this.draw;
    const isPoint = kind === "point";
    this.words.textContent = isPoint || !places.length ? hint(kind) : this.draw.size;
    this.flaw.hidden = true;
    if (places.length > 2 && this.draw.flaw) this.refuse(this.draw.flaw);
    this.buttons.here.hidden = !active;
    this.buttons.here.querySelector("[data-draw-label]").textContent = isPoint ? gettext("Set it here") : gettext("Add a point");
    for (const name of ["undo", "remove", "restart", "finish"]) this.buttons[name].hidden = isPoint;
    this.buttons.undo.disabled = !earlier.length;
    this.buttons.remove.disabled = this.selected === null;
    this.buttons.restart.disabled = !places.length;
    this.buttons.finish.hidden = isPoint || !active;
  }
}

/** What to do, for eyes. */
function hint(kind) {
  if (kind === "line") return gettext("Tap along the line, or bring each of its points under the cross.");
  if (kind === "polygon") return gettext("Tap the corners of the area one after another, or bring each under the cross.");
  return gettext("Tap the place on the map, or bring it under the cross.");
}

/** What to do by keyboard, said once to screen readers. */
export function keys(kind) {
  if (kind === "point") {
    return gettext("A cross marks the middle of the map. Move the map with the arrow keys, Enter sets the place, Escape cancels.");
  }
  return gettext("A cross marks the middle of the map. Move the map with the arrow keys, Enter sets a point, Backspace takes it back, Enter twice finishes, Escape cancels. With Tab you reach the points: arrows move one, Delete removes it.");
}
