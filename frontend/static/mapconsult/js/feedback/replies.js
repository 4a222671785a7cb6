/** The replies to a remark, and the form for one more. Mirrors feedback/_replies.html. */

import { announce } from "../announce.js";
import { h, icon } from "../dom.js";
import { get, post, remove } from "../request.js";
import { day, fill, number } from "../words.js";
import { Counter } from "./counter.js";
import { reasonOf } from "./reasons.js";
import { reporting } from "./report.js";
import { linked } from "./text.js";

const LONGEST = 1000;

export class Replies {
  /** @param {string} url of the remark in the API. */
  constructor(url) {
    this.url = url;
    this.title = h("h3", { tabindex: -1 }, gettext("Replies"));
    this.items = h("ol", { class: "replies" });
    this.note = h("p", { class: "soft" }, gettext("Loading…"));
    this.place = h("div");
    this.element = h("section", { class: "talk-section", "aria-label": gettext("Replies") },
      this.title, this.items, this.note, this.place);
  }

  async load() {
    try {
      const told = await get(`${this.url}replies/`);
      this.open = told.open;
      this.#list(told.results);
      if (told.open) this.place.replaceChildren(this.#form(told.office));
    } catch {
      const again = h("button", { type: "button", class: "button", onclick: () => this.load() }, gettext("Try again"));
      this.note.replaceChildren(gettext("The replies could not be loaded."), " ", again);
      this.note.hidden = false;
    }
  }

  #list(replies) {
    this.items.replaceChildren(...replies.map((reply) => this.#item(reply)));
    this.#tell();
  }

  #tell() {
    const count = this.items.children.length;
    this.element.hidden = !this.open && !count;
    this.title.replaceChildren(gettext("Replies"), h("span", { class: "talk-number" }, count ? ` ${number(count)}` : ""));
    this.note.textContent = gettext("Nobody has replied yet.");
    this.note.hidden = count > 0;
    this.items.hidden = !count;
  }

  #item(reply) {
    const { id, body, office, own, state, received_at: received } = reply;
    const name = office ?? (own ? gettext("You") : gettext("Somebody"));
    return h("li", { class: office ? "reply reply-office" : "reply" },
      h("p", { class: "reply-head" },
        h("strong", {}, name),
        office && h("span", { class: "tag tag-office" }, gettext("the office")),
        h("span", { class: "soft small" }, day(received)),
        state === "pending" ? h("span", { class: "tag" }, gettext("waits for a moderator")) : null),
      h("p", { class: "remark-text" }, ...linked(body)),
      own ? this.#withdrawing(id) : reporting(this.url, gettext("Report this reply"), id));
  }

  #withdrawing(id) {
    if (!this.open) return null;
    const error = h("p", { class: "field-error", role: "alert" });
    const button = h("button", { type: "button", class: "button button-quiet" }, gettext("Withdraw my reply"));
    button.addEventListener("click", async () => {
      try {
        await remove(`${this.url}replies/${id}/`);
        button.closest("li").remove();
        this.#tell();
        this.title.focus();
        announce(gettext("Your reply is withdrawn."));
      } catch (failure) {
        error.textContent = reasonOf(failure);
      }
    });
    return h("div", { class: "reply-foot" }, error, button);
  }

  #form(office) {
    const field = h("textarea", { class: "input", id: "reply-body", name: "body", rows: 3, maxlength: LONGEST, "aria-describedby": "reply-hint reply-error" });
    const counter = h("span", { class: "reply-count soft small", "aria-hidden": "true" });
    const error = h("p", { class: "field-error", id: "reply-error", role: "alert" });
    const asOffice = h("input", { type: "checkbox", name: "as_office" });
    const decoy = h("input", { name: "website", tabindex: -1, autocomplete: "off" });
    const form = h("form", { novalidate: true },
      h("div", { class: "field" },
        h("label", { for: "reply-body" }, gettext("Your reply")), error, field, counter),
      h("div", { class: "decoy", "aria-hidden": "true" }, decoy),
      office && h("label", { class: "check" }, asOffice, ` ${fill(gettext("In the name of the office: %(name)s"), { name: office })}`),
      h("p", { class: "field-hint", id: "reply-hint" }, gettext("Everybody can read it. Do not write anybody's personal data.")),
      h("button", { class: "button button-main" }, icon("reply"), ` ${gettext("Reply")}`));
    this.counter = new Counter(field, counter);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(form, { body: field.value, as_office: asOffice.checked, website: decoy.value }, error);
    });
    return form;
  }

  async #send(form, said, error) {
    const button = form.querySelector("button");
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    error.textContent = "";
    try {
      this.#add(await post(`${this.url}replies/`, said));
      form.reset();
      this.counter.update();
    } catch (failure) {
      error.textContent = reasonOf(failure);
      form.elements.body.focus();
    }
    button.removeAttribute("aria-disabled");
  }

  #add(reply) {
    const item = this.#item(reply);
    item.tabIndex = -1;
    this.items.append(item);
    this.#tell();
    item.focus();
    const waits = gettext("Thank you. Your reply waits for a moderator.");
    announce(reply.state === "pending" ? waits : gettext("Thank you. Your reply is public."));
  }
}
