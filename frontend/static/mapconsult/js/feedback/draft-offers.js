/** What was begun here and not sent, offered to be finished or thrown away. */

import { h } from "../dom.js";
import { fill } from "../words.js";

const LONGEST = 80;

export class DraftOffers {
  /** @param {function} onResume (draft) */
  constructor(root, drafts, onResume) {
    Object.assign(this, { root, drafts, onResume });
  }

  async show() {
    const begun = await this.drafts.list();
    this.root.replaceChildren(...begun.map((draft) => this.#offer(draft)));
    this.root.hidden = !begun.length;
  }

  #offer(draft) {
    const { remarks } = draft;
    const words = ngettext("You began a remark and did not send it.", "You began %(count)s remarks and did not send them.", remarks.length);
    const body = remarks.map((remark) => remark.body.trim()).find(Boolean) ?? "";
    return h("div", { class: "message" },
      h("p", {}, fill(words, { count: remarks.length })),
      body && h("p", { class: "soft small" }, body.length > LONGEST ? `${body.slice(0, LONGEST)}…` : body),
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "button button-main", onclick: () => this.#resume(draft) },
          ngettext("Finish the remark", "Finish the remarks", remarks.length)),
        h("button", { type: "button", class: "button", onclick: () => this.#drop(draft) },
          ngettext("Throw it away", "Throw them away", remarks.length))));
  }

  #resume(draft) {
    this.root.hidden = true;
    this.onResume(draft);
  }

  async #drop({ key }) {
    await this.drafts.drop(key);
    await this.show();
    (this.root.querySelector("button") ?? document.querySelector("[data-place-start]")).focus();
  }
}
