/** Areas and cells on the map: coloured by class, opened by click or by key, one stop of the Tab key. */

import L from "./leaflet.js";
import { h } from "../dom.js";
import { makeTabStop, nearestTo, stepOf } from "./roving.js";

// Pixels: a place without an extent can be hit by a finger, too.
const RADIUS = 22;

export class Shapes {
  /**
   * @param {MapView} view
   * @param {function} onOpen (feature) by click, Enter or Space.
   * @param {function} onPoint (feature or null) while one is pointed at or has the focus.
   */
  constructor(view, { onOpen, onPoint = () => {} }) {
    Object.assign(this, { view, onOpen, onPoint });
    this.layer = L.geoJSON(null, { smoothFactor: 0.5 }).addTo(view.leaflet);
    this.mark = L.geoJSON(null, { interactive: false, pane: "selected", style: { className: "shape-mark", fill: false } });
    this.mark.addTo(view.leaflet);
    this.drawn = new Map();
    this.chosen = null;
    view.element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /**
   * Draw these features and no others; whichever had the focus keeps it.
   * @param {function} look (feature) -> {className, name, words}: its colour, its name for screen readers,
   *   and the lines of its tooltip.
   */
  show(features, look) {
    const focused = this.#keyOf(document.activeElement);
    this.layer.clearLayers();
    this.drawn.clear();
    this.mark.clearLayers();
    for (const feature of features) this.#draw(feature, look(feature));
    const elements = this.#elements();
    makeTabStop(elements, this.drawn.get(focused)?.getElement() ?? elements[0]);
    if (focused) this.focus(focused);
  }

  /** Give the focus to the shape of this key (a feature's id), else to the first one. */
  focus(key) {
    (this.drawn.get(String(key))?.getElement() ?? this.#elements()[0])?.focus({ preventScroll: true });
  }

  /** Mark the shape of this key, as when its line in the table is pointed at; null for none. */
  highlight(key) {
    this.mark.clearLayers();
    const layer = this.drawn.get(String(key));
    if (layer) this.mark.addData(layer.feature);
  }

  /** Mark these of them as chosen (a Set or Map of keys), in a mode in which they are; null when there is none. */
  choose(keys) {
    this.chosen = keys;
    for (const [key, layer] of this.drawn) this.#markChosen(key, layer.getElement());
  }

  #markChosen(key, element) {
    element.classList.toggle("is-chosen", Boolean(this.chosen?.has(key)));
    if (this.chosen) element.setAttribute("aria-pressed", String(this.chosen.has(key)));
    else element.removeAttribute("aria-pressed");
  }

  /** [west, south, east, north] around all of them; null when there are none. */
  box() {
    const bounds = this.layer.getBounds();
    if (!bounds.isValid()) return null;
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  #draw(feature, { className, name, words }) {
    const style = { className: `shape ${className}`, weight: 1 };
    const pointToLayer = (_feature, latlng) => L.circleMarker(latlng, { radius: RADIUS });
    const [layer] = L.geoJSON(feature, { style, pointToLayer }).getLayers();
    if (!layer) return;
    const key = String(feature.id);
    this.drawn.set(key, layer);
    layer.bindTooltip(() => h("div", {}, ...words.map((line) => h("p", {}, line))), { className: "map-tip", opacity: 1, sticky: true });
    layer.on("click", () => this.onOpen(feature));
    layer.on("mouseover", () => this.#point(feature));
    layer.on("mouseout", () => this.#point(null));
    this.layer.addLayer(layer);
    const element = layer.getElement();
    element.dataset.key = key;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", name);
    this.#markChosen(key, element);
    element.addEventListener("focus", () => this.#focused(element, feature));
    element.addEventListener("blur", () => this.#point(null));
  }

  #focused(element, feature) {
    makeTabStop(this.#elements(), element);
    this.#point(feature);
  }

  #point(feature) {
    this.highlight(feature?.id ?? null);
    this.onPoint(feature);
  }

  #onKey(event) {
    const key = this.#keyOf(event.target);
    if (!key) return;
    const direction = stepOf(event.key);
    if (event.key === "Enter" || event.key === " ") this.onOpen(this.drawn.get(key).feature);
    else if (direction) nearestTo(event.target, this.#elements(), direction)?.focus({ preventScroll: true });
    else return;
    event.preventDefault();
  }

  #keyOf(element) {
    const key = element?.dataset?.key;
    return this.drawn.get(key)?.getElement() === element ? key : undefined;
  }

  #elements() {
    return [...this.drawn.values()].map((layer) => layer.getElement()).filter(Boolean);
  }
}
