/** The list of what waits on this device: shown, changed, thrown away, sent now, or saved when it is too late. */

import { announce } from "../announce.js";
import { h } from "../dom.js";
import { fill, number } from "../words.js";
import { drop, isLasting, keep, pending, see, sendNow, watch } from "./outbox.js";
import { asText, isTooLate, mailTo, stateWords, writtenOn } from "./words.js";

// As in feedback/drafts.js, which a page without a form does not need.
const DRAFT_HASH = "#szkic-";

export class OutboxList {
  /**
   * @param {HTMLElement|null} section of consultations/_outbox.html; a page may come without.
   * @param {string} [slug] only what belongs to this consultation.
   */
  constructor(section, slug) {
    if (!section) return;
    Object.assign(this, { section, slug, sure: null });
    for (const name of ["title", "words", "items"]) this[name] = section.querySelector(`[data-outbox-${name}]`);
    watch(() => this.show());
    for (const name of ["online", "offline"]) addEventListener(name, () => this.show());
    this.show();
  }

  /** Read the entries again; the focus stays where it was. */
  async show() {
    const entries = await pending(this.slug);
    const { activeElement } = document;
    const had = this.items.contains(activeElement);
    const { key, action } = had ? { key: activeElement.closest("li").dataset.key, ...activeElement.dataset } : {};
    this.section.hidden = !entries.length;
    this.title.textContent = title(entries);
    this.words.textContent = advice(entries);
    this.items.replaceChildren(...entries.map((entry) => this.#item(entry)));
    if (!had) return;
    const same = this.items.querySelector(`[data-key="${key}"] [data-action="${action}"]`);
    (same ?? this.title).focus();
  }

  #item(entry) {
    const where = h("a", { href: entry.page }, entry.title);
    return h("li", { class: "outbox-item", "data-key": entry.key },
      h("h3", {}, this.slug ? writtenOn(entry) : where),
      h("p", { class: "outbox-said" }, entry.summary || gettext("without words")),
      h("p", { class: "outbox-why" }, stateWords(entry)),
      h("div", { class: "buttons" }, ...this.#ways(entry)));
  }

  #ways(entry) {
    const { state, receipt } = entry;
    if (receipt) return state === "sent" ? this.#arrived(entry) : [this.#again(entry)];
    const ways = isTooLate(entry) ? this.#late(entry) : [this.#again(entry), this.#change(entry)];
    const label = this.sure === entry.key ? gettext("Yes, throw it away") : gettext("Throw it away");
    return [...ways, button("drop", label, () => this.#drop(entry.key))];
  }

  #again({ key, state }) {
    const busy = state === "sending";
    return button("send", gettext("Send it now"), () => this.#send(key), { "aria-disabled": busy });
  }

  #change(entry) {
    return button("change", gettext("Change it"), async () => {
      await keep({ key: entry.key });
      location.href = `${entry.page}${DRAFT_HASH}${entry.key}`;
    });
  }

  #late(entry) {
    const mail = mailTo(entry);
    return [
      button("copy", gettext("Copy the words"), () => copy(asText(entry))),
      button("save", gettext("Save them as a file"), () => save(entry)),
      mail && link("mail", mail, gettext("Write to the office")),
      !mail && entry.office?.privacy && link("office", entry.office.privacy, gettext("How to reach the office")),
      link("others", document.querySelector(".site-name").href, gettext("Show open consultations")),
    ].filter(Boolean);
  }

  #arrived({ key, receipt }) {
    return [
      link("open", receipt.edit_url, gettext("See what arrived")),
      button("copy", gettext("Copy the private link"), () => copy(receipt.edit_url)),
      button("hide", gettext("Hide this"), () => this.#hide(key)),
    ];
  }

  async #send(key) {
    if (navigator.onLine === false) return announce(gettext("There is no network now. It is sent by itself later."));
    await sendNow(key);
    return undefined;
  }

  /** Asked twice: nothing brings thrown words back. */
  async #drop(key) {
    if (this.sure !== key) {
      this.sure = key;
      await this.show();
      return announce(gettext("Press again to throw it away for good."));
    }
    await drop(key);
    return announce(gettext("It is thrown away."));
  }

  async #hide(key) {
    await see(key);
    await drop(key);
  }
}

function title(entries) {
  const left = entries.filter(({ receipt, state }) => !receipt && state !== "refused").length;
  if (!left) return gettext("What you sent from this device");
  const words = ngettext("%(count)s submission waits to be sent", "%(count)s submissions wait to be sent", left);
  return fill(words, { count: number(left) });
}

function advice(entries) {
  if (!isLasting()) {
    return gettext("This browser keeps nothing for later (a private window, or the device is full). Leave this page open until everything is sent.");
  }
  const left = entries.some(({ state }) => state === "waiting");
  return left ? gettext("It is sent by itself, once, when you are online. You can close this page.") : "";
}

function button(action, label, onclick, more = {}) {
  return h("button", { type: "button", class: "button", "data-action": action, onclick, ...more }, label);
}

function link(action, href, label) {
  return h("a", { class: "button", "data-action": action, href }, label);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce(gettext("It is copied."));
  } catch {
    announce(gettext("The browser did not let us copy. Save it as a file instead."));
  }
}

/** The words, and each photo beside them. */
function save(entry) {
  download(new Blob([asText(entry)], { type: "text/plain" }), `${entry.slug}.txt`);
  (entry.photos ?? []).forEach(({ blob }, index) => download(blob, `${entry.slug}-${index + 1}.jpg`));
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
