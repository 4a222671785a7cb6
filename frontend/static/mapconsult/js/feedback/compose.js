/** Writing and sending a remark about a place that was chosen; what is typed survives every error. */

import { announce } from "../announce.js";
import { Problem } from "../request.js";
import { fill, number } from "../words.js";
import { send } from "./send.js";

// The API's fields -> the places of the form where their errors stand.
const FIELDS = {
  "remarks.0.geometry": "geometry",
  "remarks.0.category": "category",
  "remarks.0.body": "body",
  "contact.email": "email",
  "contact.name": "name",
};

export class Compose {
  /**
   * @param {HTMLFormElement} form
   * @param {Draft} draft
   * @param {function} onSent ({receipt, earlier, draft}) when it has arrived.
   * @param {function} onOutside (reason) when the server says that the place is refused.
   */
  constructor(form, { draft, onSent, onOutside }) {
    Object.assign(this, { form, draft, onSent, onOutside, sending: false, sender: {} });
    this.button = form.querySelector("[data-compose-send]");
    this.counter = form.querySelector("[data-compose-count]");
    this.idleLabel = this.button.textContent;
    form.addEventListener("input", ({ target }) => {
      this.#forgive(target.name);
      this.#keep();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  /** Fill the form from the draft. */
  open() {
    const { body = "", category, contact = this.sender } = this.draft.read();
    this.form.elements.body.value = body;
    for (const field of this.#contactFields()) field.value = contact[field.name] ?? "";
    for (const radio of this.#radios()) radio.checked = Number(radio.value) === category;
    this.#count();
    this.#clearErrors();
  }

  /** Whether the consultation takes nothing without an e-mail. */
  get needsEmail() {
    return Boolean(this.form.elements.email?.required);
  }

  #radios() {
    return this.form.querySelectorAll("input[name=category]");
  }

  /** Those of the sender, as far as the consultation asks for them. */
  #contactFields() {
    return this.form.querySelectorAll("input[name=email], input[name=name]");
  }

  #values() {
    const chosen = this.form.querySelector("input[name=category]:checked");
    const given = [...this.#contactFields()].filter(({ value }) => value.trim());
    const contact = Object.fromEntries(given.map(({ name, value }) => [name, value.trim()]));
    const { body, website } = this.form.elements;
    return { body: body.value, category: chosen ? Number(chosen.value) : null, contact, website: website.value };
  }

  #keep() {
    this.draft.write(this.#values());
    this.#count();
  }

  #count() {
    const { value, maxLength } = this.form.elements.body;
    this.counter.textContent = `${number(value.length)}/${number(maxLength)}`;
  }

  async #send() {
    if (this.sending) return;
    this.#clearErrors();
    if (!this.#complete()) return;
    this.#busy(true);
    this.#keep();
    try {
      const { url, solver } = this.form.dataset;
      const onProving = () => this.#proving();
      const { receipt, earlier } = await send(url, this.draft, { solver, onProving });
      const sent = this.draft.read();
      this.sender = sent.contact;
      this.draft.clear();
      this.onSent({ receipt, earlier, sent });
    } catch (error) {
      this.#failed(error);
    }
    this.#busy(false);
  }

  /** What the server would refuse anyway is said at once. */
  #complete() {
    const { body, category } = this.#values();
    if (this.#radios().length && category === null) this.#tell("category", gettext("Choose what your remark is about."));
    if (!body.trim()) this.#tell("body", gettext("Write a few words."));
    const validity = this.form.elements.email?.validity;
    if (validity?.valueMissing) this.#tell("email", gettext("Write your e-mail: this consultation needs it."));
    if (validity?.typeMismatch) this.#tell("email", gettext("This is no e-mail. One looks like this: name@example.com"));
    return this.#focusFirst();
  }

  #failed(error) {
    if (!(error instanceof Problem)) {
      const words = gettext("There is no connection, so we do not know whether the remark has arrived. Your words are kept here: try again when you are online, it will be stored only once.");
      return this.#tellAll(words);
    }
    const outside = error.reason("remarks.0.geometry");
    if (outside) return this.onOutside(outside);
    for (const [field, name] of Object.entries(FIELDS)) {
      const reason = error.reason(field);
      if (reason) this.#tell(name, reason);
    }
    if (!this.#focusFirst()) return undefined;
    return this.#tellAll(this.#general(error));
  }

  #general({ status, detail, retryAfter }) {
    if (status === 429) {
      const minutes = Math.ceil((retryAfter ?? 60) / 60);
      return fill(gettext("Too many remarks came from here in a short time. Try again in %(minutes)s min; your words are kept."), { minutes });
    }
    if (status >= 500) return gettext("The server could not take the remark. Your words are kept here: try again in a moment.");
    return detail || gettext("The remark was not taken.");
  }

  #tell(name, reason) {
    const place = this.form.querySelector(`[data-error="${name}"]`);
    place.textContent = reason;
    place.hidden = false;
    this.#texts(name).forEach((field) => field.setAttribute("aria-invalid", "true"));
  }

  #tellAll(words) {
    this.#tell("", words);
    this.form.querySelector('[data-error=""]').focus();
  }

  /** Move to the first field with an error; true when there is none. */
  #focusFirst() {
    const first = this.form.querySelector("[data-error]:not([hidden])");
    if (!first) return true;
    const field = first.closest(".field")?.querySelector("input, textarea");
    (field ?? first).focus();
    announce(first.textContent);
    return false;
  }

  /** What is being corrected is no error any more. */
  #forgive(name) {
    for (const place of this.form.querySelectorAll(`[data-error="${name}"]`)) place.hidden = true;
    this.#texts(name).forEach((field) => field.removeAttribute("aria-invalid"));
  }

  /** The fields of that name which are typed into. */
  #texts(name) {
    return name ? this.form.querySelectorAll(`.input[name="${name}"]`) : [];
  }

  #clearErrors() {
    for (const place of this.form.querySelectorAll("[data-error]")) place.hidden = true;
    for (const field of this.form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  #proving() {
    this.button.textContent = gettext("One moment, we are checking…");
    announce(gettext("Many remarks are coming at this moment. Your device computes for a few seconds, then the remark is sent by itself."));
  }

  #busy(on) {
    this.sending = on;
    this.button.setAttribute("aria-disabled", on);
    this.button.textContent = on ? gettext("Sending…") : this.idleLabel;
  }
}
