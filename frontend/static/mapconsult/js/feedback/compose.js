/** Writing remarks: the fields of one, the list of several, and who sends them. Sending is compose-flow.js. */

import { announce } from "../announce.js";
import { placesOf } from "../map/measure.js";
import { fill } from "../words.js";
import { Counter } from "./counter.js";
import { Errors } from "./errors.js";
import { PhotosField } from "./photos-field.js";
import { Review } from "./review.js";

export class Compose {
  /**
   * @param {HTMLFormElement} form feedback/_compose.html
   * @param {object} page {config: {categories}, look({category})}
   * @param {object} on functions: change() whenever something was typed, send(), ready() when one of several is
   *   written, another(), cancel(), place(kinds) to choose a place again, edit(index), remove(index),
   *   restore(index, remark).
   */
  constructor(form, page, on) {
    Object.assign(this, { form, page, on });
    this.errors = new Errors(form);
    this.counter = new Counter(form.elements.body, form.querySelector("[data-compose-count]"));
    const photos = form.querySelector("[data-photos]");
    this.photos = photos && new PhotosField(photos, () => on.change());
    this.review = new Review(this.#find("review"), {
      look: (properties) => page.look(properties),
      nameOf: (id) => this.#category(id)?.name,
      onEdit: on.edit,
      onRemove: on.remove,
      onRestore: on.restore,
    });
    this.#listen();
  }

  /** Show the fields of a remark; `number` of `several`, from 1. */
  write({ place, category, body, photos }, { number, several }) {
    this.place = place;
    this.form.elements.body.value = body;
    for (const radio of this.#radios()) radio.checked = Number(radio.value) === category;
    if (this.photos) this.photos.value = photos;
    this.counter.update();
    this.errors.clear();
    this.placed(place);
    const title = several ? fill(gettext("Remark number %(number)s"), { number }) : gettext("Your remark");
    this.#show("write", { title, several });
  }

  /** Show all remarks, to be sent. */
  list(remarks) {
    this.errors.clear();
    this.review.show(remarks);
    this.#show("review", { title: gettext("Look through what you send"), several: true });
    const words = ngettext("Send the remark", "Send %(count)s remarks", remarks.length);
    this.#label(fill(words, { count: remarks.length }));
  }

  /** The place of the remark that is being written was moved, or more is known of it. */
  placed(place) {
    this.place = place;
    this.#find("place").textContent = place?.label ?? "";
    this.#fit();
  }

  /** What was typed of one remark: {category, body, photos}. */
  get remark() {
    const chosen = this.form.querySelector("input[name=category]:checked");
    const category = chosen ? Number(chosen.value) : null;
    return { category, body: this.form.elements.body.value, photos: this.photos?.value ?? [] };
  }

  /** Who sends: {stakeholder, contact, website}. */
  get sender() {
    const { stakeholder, website } = this.form.elements;
    const given = [...this.#contactFields()].filter(({ value }) => value.trim());
    const contact = Object.fromEntries(given.map(({ name, value }) => [name, value.trim()]));
    return { stakeholder: stakeholder.value, contact, website: website.value };
  }

  set sender({ stakeholder = "", contact = {}, website = "" }) {
    this.form.elements.stakeholder.value = stakeholder;
    this.form.elements.website.value = website;
    for (const field of this.#contactFields()) field.value = contact[field.name] ?? "";
  }

  /** Whether the consultation takes nothing without an e-mail. */
  get needsEmail() {
    return Boolean(this.form.elements.email?.required);
  }

  /** What the server would refuse is said at once: of the remark being written. */
  isWritten() {
    this.errors.clear();
    this.#checkRemark();
    return this.errors.focusFirst();
  }

  /** The same of all that is sent from where we are. */
  isComplete() {
    this.errors.clear();
    if (this.step === "write") this.#checkRemark();
    const validity = this.form.elements.email?.validity;
    if (validity?.valueMissing) this.errors.tell("email", gettext("Write your e-mail: this consultation needs it."));
    if (validity?.typeMismatch) this.errors.tell("email", gettext("This is no e-mail. One looks like this: name@example.com"));
    return this.errors.focusFirst();
  }

  /** Say what the server refused, by the names of the fields; "" for all of it. */
  refuse(reasons) {
    for (const [name, reason] of Object.entries(reasons)) this.errors.tell(name, reason);
    this.errors.focusFirst();
  }

  /** `on`: it is being sent; `proving`: the device computes first. */
  busy(on, { proving = false } = {}) {
    const button = this.#find("send");
    button.setAttribute("aria-disabled", on);
    if (on) this.idle ??= button.textContent;
    button.textContent = on ? this.#sending(proving) : (this.idle ?? button.textContent);
    if (!on) this.idle = null;
  }

  #sending(proving) {
    if (!proving) return gettext("Sending…");
    announce(gettext("Many remarks are coming at this moment. Your device computes for a few seconds, then the remark is sent by itself."));
    return gettext("One moment, we are checking…");
  }

  #listen() {
    const click = (name, act) => this.#find(name).addEventListener("click", act);
    this.form.addEventListener("input", () => this.on.change());
    this.form.addEventListener("change", ({ target }) => target.name === "category" && this.#fit());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const several = this.step === "write" && this.several;
      if (several) this.on.ready();
      else this.on.send();
    });
    click("move", () => this.on.place());
    click("redraw-start", () => this.on.place(this.#chosen().geometries));
    click("another", () => this.on.another());
    click("cancel", () => this.on.cancel());
  }

  #show(step, { title, several }) {
    Object.assign(this, { step, several });
    const writing = step === "write";
    this.form.querySelector("#compose-title").textContent = title;
    this.#find("write").hidden = !writing;
    this.#find("reviewing").hidden = writing;
    this.#find("sender").hidden = writing && several;
    this.#find("another").hidden = writing && several;
    this.#find("cancel").textContent = writing ? gettext("Cancel") : gettext("Finish later");
    this.#label(writing && several ? gettext("Look through and send") : gettext("Send the remark"));
  }

  #label(words) {
    this.#find("send").textContent = words;
  }

  #checkRemark() {
    const { body, category } = this.remark;
    if (this.#radios().length && category === null) this.errors.tell("category", gettext("Choose what your remark is about."));
    else if (this.#misfit()) this.errors.tell("category", this.#misfit());
    if (!body.trim()) this.errors.tell("body", gettext("Write a few words."));
  }

  /** Offer to draw anew where the category takes no shape like this one. */
  #fit() {
    const words = this.#misfit();
    this.#find("redraw").hidden = !words;
    this.#find("redraw-why").textContent = words;
    if (words) announce(words);
  }

  /** Why category and shape do not go together; empty when they do. */
  #misfit() {
    const category = this.#chosen();
    if (!category || !this.place?.geometry || category.geometries.includes(placesOf(this.place.geometry).kind)) return "";
    const wanted = {
      point: gettext("For “%(category)s”, mark a point."),
      line: gettext("For “%(category)s”, draw a line."),
      polygon: gettext("For “%(category)s”, draw an area."),
    };
    return fill(wanted[category.geometries[0]], { category: category.name });
  }

  #chosen() {
    return this.#category(this.remark.category);
  }

  #category(id) {
    return this.page.config.categories.find((category) => category.id === id);
  }

  #radios() {
    return this.form.querySelectorAll("input[name=category]");
  }

  /** Those of the sender, as far as the consultation asks for them. */
  #contactFields() {
    return this.form.querySelectorAll("input[name=email], input[name=name]");
  }

  #find(name) {
    return this.form.querySelector(`[data-compose-${name}]`);
  }
}
