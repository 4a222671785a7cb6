/** Talking about the remark that is open: support, sharing, replies, reports. Mirrors feedback/remark_page.html. */

import { announce } from "../announce.js";
import { h, icon } from "../dom.js";
import { get, post, remove } from "../request.js";
import { fill, number } from "../words.js";
import { reasonOf } from "./reasons.js";
import { Replies } from "./replies.js";
import { reporting } from "./report.js";
import { wireSharing } from "./share.js";

export class Talk {
  /** @param {string} url of the remark in the API; `page` is its permanent page, `title` what it is shared as. */
  constructor({ url, page, title, supports }) {
    Object.assign(this, { url, page, title });
    this.replies = new Replies(url);
    this.error = h("p", { class: "message message-attention", role: "alert", hidden: true });
    this.bar = h("div", { class: "talk-bar" }, count(supports));
    this.element = h("div", { class: "talk" },
      this.bar, this.error, this.#sharing(), this.replies.element, reporting(url, gettext("Report this remark")));
  }

  /** Ask what this device or account has said so far. */
  async load() {
    this.replies.load();
    try {
      this.#show(await get(`${this.url}support/`));
    } catch {
      // The number stands there already; who cannot be told more is offered no button that fails.
    }
  }

  #sharing() {
    const share = h("button", { type: "button", class: "button", "data-title": this.title, hidden: true },
      icon("share"), ` ${gettext("Share")}`);
    const copy = h("button", { type: "button", class: "button", hidden: true },
      icon("copy"), ` ${gettext("Copy the link")}`);
    wireSharing(share, copy, new URL(this.page, location.href).href);
    return h("p", { class: "talk-bar" },
      share, copy, h("a", { class: "button button-quiet", href: this.page }, gettext("Open its own page")));
  }

  #show({ supports, supported, own, open }) {
    if (!open || own) {
      const note = own && open ? h("p", { class: "soft small" }, gettext("This is your own remark: others can support it.")) : null;
      const told = (supports || open) && count(supports);
      this.bar.replaceChildren(...[told, note].filter(Boolean));
      return;
    }
    const words = supported ? gettext("You support it") : gettext("I support this");
    this.button = h("button", {
      type: "button",
      class: supported ? "button talk-supported" : "button button-main",
      "aria-pressed": String(supported),
      onclick: () => this.#tap(supported),
    }, icon("heart"), ` ${words} · ${number(supports)}`);
    this.bar.replaceChildren(this.button);
  }

  async #tap(supported) {
    this.button.setAttribute("aria-disabled", "true");
    this.error.hidden = true;
    try {
      const url = `${this.url}support/`;
      const told = supported ? await remove(url) : await post(url, {});
      this.#show(told);
      this.button?.focus();
      announce(supportWords(told.supports));
    } catch (error) {
      this.button.removeAttribute("aria-disabled");
      this.error.textContent = reasonOf(error);
      this.error.hidden = false;
    }
  }
}

function supportWords(supports) {
  const words = ngettext("%(count)s person supports this", "%(count)s people support this", supports);
  return fill(words, { count: number(supports) });
}

function count(supports) {
  return h("p", { class: "talk-count" }, icon("heart"), ` ${supportWords(supports)}`);
}
