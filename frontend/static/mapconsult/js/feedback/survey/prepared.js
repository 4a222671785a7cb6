/** A choice among prepared places: the list of the form and the map are two ways to the same answer. */

import { boxOf } from "../../map/map.js";
import { Marks } from "../../map/marks.js";
import { Shapes } from "../../map/shapes.js";
import { makeMap, shapeOf } from "./ground.js";

export class Prepared {
  /** @param {HTMLElement} question with the radio buttons. @param {string} partsUrl the areas under the map. */
  constructor(question, partsUrl) {
    Object.assign(this, { question, partsUrl });
    this.radios = [...question.querySelectorAll("input[type=radio]")].filter(({ value }) => shapeOf(value));
    this.box = question.querySelector("[data-places]");
    this.box.hidden = !this.radios.length;
    question.addEventListener("change", () => this.refresh());
  }

  /** Its part is shown: now the map has a size. */
  open() {
    if (!this.radios.length) return undefined;
    if (this.view) return this.view.resized();
    this.view = makeMap(this.box.querySelector("[data-map]"), this.partsUrl).view;
    this.shapes = new Shapes(this.view, { onOpen: ({ id }) => this.#choose(id) });
    const label = ({ geometry, properties: { number } }) => ({ geometry, label: number });
    new Marks(this.view).show(this.#features().map(label), { drawn: false });
    this.refresh();
    return this.view.fit(boxOf({ type: "FeatureCollection", features: this.#features() }), { animate: false, maxZoom: 17, margin: 40 });
  }

  refresh() {
    this.shapes?.show(this.#features(), ({ properties: { name, number, checked } }) => ({
      className: checked ? "survey-shape is-chosen" : "survey-shape",
      name: checked ? `${number}. ${name}, ${gettext("chosen")}` : `${number}. ${name}`,
      words: [`${number}. ${name}`],
    }));
  }

  #features() {
    return this.radios.map((radio) => ({
      type: "Feature",
      id: radio.value,
      geometry: shapeOf(radio.value),
      properties: {
        name: radio.parentElement.lastElementChild.textContent,
        number: radio.parentElement.querySelector(".survey-letter").textContent,
        checked: radio.checked,
      },
    }));
  }

  #choose(id) {
    const radio = this.radios.find(({ value }) => value === String(id));
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    this.shapes.focus(id);
  }
}
