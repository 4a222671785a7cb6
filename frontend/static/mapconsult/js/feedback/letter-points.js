/** The points of a formal letter: further ones without a round trip, and their places by the map. */

import { announce } from "../announce.js";
import { data } from "../dom.js";
import { Draw } from "../map/draw.js";
import { keys } from "../map/draw-tools.js";
import { Ground } from "../map/ground.js";
import { MapView } from "../map/map.js";

export class Points {
  constructor(form) {
    this.form = form;
    this.total = form.querySelector("[name=point-TOTAL_FORMS]");
    this.most = Number(form.querySelector("[name=point-MAX_NUM_FORMS]").value);
    this.box = form.querySelector("[data-map-box]");
    form.querySelector("[data-more]").addEventListener("click", (event) => this.#add(event));
    form.querySelector("[data-map-close]").addEventListener("click", () => this.#close());
    form.addEventListener("click", ({ target }) => this.#onClick(target));
    this.#offer();
  }

  /** The step has come into sight: a map that was laid out while hidden has no size. */
  shown() {
    if (!this.box.hidden) this.view?.resized();
  }

  /** The server's own button stays for those whose script has not come. */
  #add(event) {
    event.preventDefault();
    const index = Number(this.total.value);
    if (index >= this.most) return;
    const template = this.form.querySelector("[data-point-template]");
    const point = template.content.firstElementChild.cloneNode(true);
    for (const element of point.querySelectorAll("[name], [id], [for], [aria-describedby]")) number(element, index);
    point.querySelector("legend").textContent = interpolate(gettext("Point %(number)s"), { number: index + 1 }, true);
    this.form.querySelector("[data-points]").append(point);
    this.total.value = index + 1;
    this.#offer();
    point.querySelector("textarea").focus();
  }

  #offer() {
    this.form.querySelector("[data-more]").hidden = Number(this.total.value) >= this.most;
    for (const point of this.form.querySelectorAll("[data-point]")) {
      point.querySelector("[data-mark-row]").hidden = false;
      tell(point);
    }
  }

  #onClick(target) {
    const point = target.closest("[data-point]");
    if (target.closest("[data-mark]")) this.#open(point, target.closest("[data-mark]"));
    if (target.closest("[data-unmark]")) this.#unmark(point);
  }

  #open(point, button) {
    Object.assign(this, { point, button });
    this.box.hidden = false;
    point.querySelector("[data-map-here]").append(this.box);
    this.view ??= this.#makeMap();
    this.view.resized();
    const geometry = placeOf(point);
    const kind = button.dataset.mark;
    this.draw.start({ kind, geometry: geometry && kindOf(geometry) === kind ? geometry : null });
    this.view.element.focus();
    announce(keys(kind));
  }

  #makeMap() {
    const { extent, start, layers } = data("letter-map");
    const element = this.box.querySelector("#map");
    const view = new MapView(element, { home: start, whole: extent, baseMaps: data("base-maps") });
    this.draw = new Draw(view, {
      tools: this.box.querySelector("[data-draw-tools]"),
      onChange: (geometry) => geometry && this.#set(geometry),
      onFinish: (geometry) => this.#finish(geometry),
      onCancel: () => this.#close(),
    });
    new Ground(view, { obstacles: () => this.draw.boxes(), switches: null })
      .draw(layers, element.dataset.parts)
      .catch(() => {}); // Parcels and names of districts do without.
    return view;
  }

  #set(geometry) {
    this.point.querySelector("[name$=-geometry]").value = JSON.stringify(geometry);
    tell(this.point);
  }

  #finish(geometry) {
    this.#set(geometry);
    this.#close();
    announce(gettext("The place is set."));
  }

  #unmark(point) {
    point.querySelector("[name$=-geometry]").value = "";
    tell(point);
    announce(gettext("The mark is removed."));
    point.querySelector("[data-mark]").focus();
  }

  #close() {
    this.draw.stop();
    this.draw.clear();
    this.box.hidden = true;
    this.button.focus();
  }
}

/** Say beside the buttons whether the place of a point is marked. */
function tell(point) {
  const geometry = placeOf(point);
  const words = { point: gettext("A point is marked."), line: gettext("A line is drawn."), polygon: gettext("An area is drawn.") };
  point.querySelector("[data-marked]").textContent = geometry ? words[kindOf(geometry)] : "";
  point.querySelector("[data-unmark]").hidden = !geometry;
}

function placeOf(point) {
  try {
    return JSON.parse(point.querySelector("[name$=-geometry]").value);
  } catch {
    return null;
  }
}

function kindOf({ type }) {
  return { Point: "point", LineString: "line", Polygon: "polygon" }[type];
}

function number(element, index) {
  for (const name of ["name", "id", "for", "aria-describedby"]) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replaceAll("__prefix__", index));
  }
}
