/** A cross in the middle of what is seen of the map: the map moves under it, by finger or by arrow keys. */

import { h } from "../dom.js";
import { PAN } from "./map.js";

// Pixels by which an arrow key moves the cross over the map.
const FINE = 20;

export class Crosshair {
  constructor(view) {
    this.view = view;
    this.element = h("div", { class: "crosshair", hidden: true, "aria-hidden": "true" });
    view.element.append(this.element);
    view.leaflet.on("move resize", () => this.#center());
  }

  get shown() {
    return !this.element.hidden;
  }

  show() {
    this.view.element.classList.add("map-placing");
    this.element.hidden = false;
    this.view.step = FINE;
    this.#center();
  }

  hide() {
    this.view.element.classList.remove("map-placing");
    this.element.hidden = true;
    this.view.step = PAN;
  }

  #center() {
    if (!this.shown) return;
    const { x, y } = this.view.centerPixel();
    this.element.style.transform = `translate(${x}px, ${y}px)`;
  }
}
