/** Entering a letter: further points without a round trip, and places by the map. */

import { announce } from "../announce.js";
import { data } from "../dom.js";
import { Draw } from "../map/draw.js";
import { MapView } from "../map/map.js";
import { Ground } from "../map/ground.js";

const DEGREES = "4326";

class Letter {
  constructor(form) {
    this.form = form;
    this.total = form.querySelector("[name=point-TOTAL_FORMS]");
    this.most = Number(form.querySelector("[name=point-MAX_NUM_FORMS]").value);
    this.box = form.querySelector("[data-map-box]");
    form.querySelector("[data-more]").addEventListener("click", (event) => this.#addPoint(event));
    form.querySelector("[data-map-close]").addEventListener("click", () => this.#closeMap());
    form.querySelector("[data-map-here]").addEventListener("click", () => this.draw.here());
    form.addEventListener("change", () => this.#showSender());
    form.addEventListener("click", ({ target }) => this.#onMark(target.closest("[data-mark]")));
    this.#showButtons();
    this.#showSender();
  }

  /** The server's own button stays for those whose script has not come. */
  #addPoint(event) {
    event.preventDefault();
    const index = Number(this.total.value);
    if (index >= this.most) return;
    const template = this.form.querySelector("[data-point-template]");
    const point = template.content.firstElementChild.cloneNode(true);
    for (const element of point.querySelectorAll("[name], [id], [for], [aria-describedby]")) number(element, index);
    point.querySelector("legend").textContent = interpolate(gettext("Point %(number)s"), { number: index + 1 }, true);
    this.form.querySelector("[data-points]").append(point);
    this.total.value = index + 1;
    this.#showButtons();
    point.querySelector("textarea").focus();
  }

  #showButtons() {
    for (const button of this.form.querySelectorAll("[data-mark]")) button.hidden = false;
  }

  /** What was said at a meeting has no sender. */
  #showSender() {
    const meeting = this.form.elements.channel.value === "meeting";
    const sender = this.form.querySelector("[data-sender]");
    sender.disabled = sender.hidden = meeting;
  }

  #onMark(button) {
    if (!button) return;
    this.button = button;
    this.point = button.closest("[data-point]");
    this.box.hidden = false;
    this.point.querySelector(".point-place").append(this.box);
    this.view ??= this.#makeMap();
    this.view.resized();
    const place = this.#typed();
    this.draw.start({ geometry: place && { type: "Point", coordinates: place } });
    this.view.element.focus();
  }

  #makeMap() {
    const { extent, start, layers } = data("letter-map");
    const element = this.box.querySelector("#map");
    const view = new MapView(element, { home: start, whole: extent, baseMaps: data("base-maps") });
    const set = ({ coordinates }) => this.#set(coordinates);
    this.draw = new Draw(view, { onChange: set, onFinish: set, onCancel: () => this.#closeMap() });
    new Ground(view, { obstacles: () => this.draw.boxes(), switches: null })
      .draw(layers, element.dataset.parts)
      .catch(() => {}); // Numbers and names of areas do without.
    return view;
  }

  /** Latitude first, as the form asks for it. */
  #set([lon, lat]) {
    this.#field("coordinates").value = `${lat.toFixed(6)} ${lon.toFixed(6)}`;
    this.#field("system").value = DEGREES;
    this.#field("area").value = "";
    announce(gettext("The place is set."));
  }

  #typed() {
    const [lat, lon] = this.#field("coordinates").value.split(" ").map(Number);
    return this.#field("system").value === DEGREES && lon ? [lon, lat] : null;
  }

  #field(name) {
    return this.point.querySelector(`[name$="-${name}"]`);
  }

  #closeMap() {
    this.draw.stop();
    this.draw.clear();
    this.box.hidden = true;
    this.button.focus();
  }
}

function number(element, index) {
  for (const name of ["name", "id", "for", "aria-describedby"]) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replaceAll("__prefix__", index));
  }
}

new Letter(document.querySelector("[data-letter]"));
