/** Going through remarks by keyboard: the keys of the codes work on the item that has the focus. */

import { announce } from "../announce.js";
import { h } from "../dom.js";
import { submit, Unreachable } from "../request.js";
import { fill } from "../words.js";

const ITEM = "[data-item]";

class Coding {
  constructor(section) {
    this.section = section;
    // One after the other, so that each change starts from what the one before has left.
    this.last = Promise.resolve();
    const keys = section.querySelector("[data-keys]");
    if (keys) keys.hidden = false;
    section.addEventListener("keydown", (event) => this.#onKey(event));
    section.addEventListener("submit", (event) => this.#onSubmit(event));
  }

  #onKey(event) {
    const item = event.target.closest(ITEM);
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#go(item, event);
    else if (/^[0-9]$/.test(event.key)) this.#press(item, Number(event.key));
  }

  #go(item, event) {
    const items = [...this.section.querySelectorAll(ITEM)];
    const next = items[items.indexOf(item) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** 0 is the last of the buttons, whatever their number. */
  #press(item, digit) {
    const buttons = keysOf(item);
    const codes = buttons.slice(0, -1);
    const button = digit ? codes[digit - 1] : buttons.at(-1);
    if (button) this.#change(item, button);
  }

  #onSubmit(event) {
    const item = event.target.closest(ITEM);
    if (!item || !event.submitter) return;
    event.preventDefault();
    this.#change(item, event.submitter);
  }

  #change(item, button) {
    const place = keysOf(item).indexOf(button);
    this.last = this.last.then(() => this.#send(item.id, place));
  }

  async #send(id, place) {
    const item = document.getElementById(id);
    const button = keysOf(item)[place];
    const body = new FormData(button.form, button);
    body.set("part", "1");
    try {
      const page = await submit(location.href, body);
      const fresh = document.adoptNode(page.querySelector(ITEM));
      const focused = [item, ...keysOf(item)].indexOf(document.activeElement);
      item.replaceWith(fresh);
      if (focused >= 0) [fresh, ...keysOf(fresh)][focused].focus();
      this.#tell(keysOf(fresh)[place]);
    } catch (error) {
      const silent = gettext("No connection to the server. Try again in a moment.");
      const refused = gettext("That did not work. Load the page again.");
      this.#complain(item, error instanceof Unreachable ? silent : refused);
    }
  }

  #tell(button) {
    const name = button.dataset.name;
    const given = gettext("given: %(name)s");
    const taken = gettext("taken away: %(name)s");
    announce(fill(button.getAttribute("aria-pressed") === "true" ? given : taken, { name }));
  }

  #complain(item, text) {
    item.querySelector(".message")?.remove();
    item.append(h("p", { class: "message message-error", role: "alert" }, text));
  }
}

function keysOf(item) {
  return [...item.querySelectorAll(".code-key")];
}

const section = document.querySelector("[data-coding]");
if (section) new Coding(section);
