/** The answer page: what has arrived and where it was found to be, or that it waits for the network. */

import { announce } from "../announce.js";
import { h } from "../dom.js";
import { get, see, sendNow, watch } from "../outbox/outbox.js";
import { fill, number } from "../words.js";
import { placeWords } from "./remark.js";

export class Done {
  /** @param {function} onAgain, onClose what its buttons lead to. */
  constructor(page, { onAgain, onClose }) {
    this.page = page;
    this.root = page.root.querySelector('[data-view="done"]');
    const click = (name, act) => this.#find(name).addEventListener("click", act);
    click("again", onAgain);
    click("close", onClose);
    click("copy", () => this.#copy());
    click("retry", () => sendNow(this.key));
    watch(() => this.#follow());
  }

  /** `confirming`: nothing is public before the e-mail is confirmed. */
  thank({ key, receipt, earlier }, { contact, remarks }, { confirming }) {
    Object.assign(this, { key, onArrived: null, total: remarks.flatMap(({ photos }) => photos).length });
    const unconfirmed = confirming && receipt.remarks.some(({ state }) => state === "pending");
    const title = ngettext("Thank you! Your remark has arrived.", "Thank you! Your remarks have arrived.", receipt.remarks.length);
    this.#find("title").textContent = title;
    const lines = receipt.remarks.map((remark, index) => told(remark, remarks[index].place, unconfirmed));
    this.#find("words").replaceChildren(...lines.map((line) => h("li", {}, line)));
    this.#show({ confirm: unconfirmed, mail: !unconfirmed && contact?.email, earlier, arrived: true, waiting: false });
    this.#find("link").value = receipt.edit_url;
    this.#find("copied").textContent = "";
    this.#follow();
  }

  /** It is kept on this device; `onArrived(entry)` is called if the server answers while the page is open. */
  wait({ key, problem }, onArrived) {
    Object.assign(this, { key, onArrived, total: 0 });
    this.#find("title").textContent = gettext("Your words are kept on this device");
    this.#find("words").replaceChildren(h("li", {}, why(problem)));
    this.#show({ confirm: false, mail: false, earlier: false, arrived: false, waiting: true, photos: false });
  }

  #show(parts) {
    for (const [name, shown] of Object.entries(parts)) this.#find(name).hidden = !shown;
    this.root.querySelector(".message").classList.toggle("message-done", !parts.waiting);
    this.root.querySelector(".message").classList.toggle("message-attention", parts.waiting);
  }

  /** Something has changed in the outbox: an answer has come, or photos have arrived. */
  async #follow() {
    if (!this.key || this.root.hidden) return;
    const entry = await get(this.key);
    if (this.onArrived && entry?.receipt) {
      see(this.key);
      this.onArrived(entry);
    } else if (this.total) this.#tellPhotos(entry);
  }

  #tellPhotos(entry) {
    const lost = entry?.lost ?? [];
    const left = entry?.photos?.length ?? 0;
    const sent = this.total - left - lost.length;
    const values = { sent: number(sent), total: number(this.total) };
    const words = left
      ? gettext("Photos: %(sent)s of %(total)s have arrived, the others are on their way. You can leave this page.")
      : gettext("Photos: %(sent)s of %(total)s have arrived.");
    this.#find("photos").hidden = false;
    this.#find("photos-words").textContent = fill(words, values);
    this.#find("photos-lost").replaceChildren(...lost.map((reason) => h("li", {}, reason)));
    if (left || this.told === this.key) return;
    this.told = this.key;
    announce(fill(words, values));
    this.page.refresh();
  }

  #find(name) {
    return this.root.querySelector(`[data-done-${name}]`);
  }

  async #copy() {
    const link = this.#find("link");
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
      this.#find("copied").textContent = gettext("The link is copied.");
    } catch {
      this.#find("copied").textContent = gettext("The link is selected: copy it with Ctrl+C, or by holding your finger on it.");
    }
  }
}

/** "Remark 12.1 is on the map: osiedle Wieniawa, gmina Lublin." */
function told(remark, { geometry, zone }, confirming) {
  const placed = geometry || zone;
  const values = { reference: remark.reference, place: placed ? placeWords(remark) : gettext("the whole, not one place") };
  const published = placed
    ? gettext("Remark %(reference)s is on the map. Place: %(place)s.")
    : gettext("Remark %(reference)s is public. Place: %(place)s.");
  const waiting = gettext("Remark %(reference)s will be shown when a moderator has read it. Place: %(place)s.");
  const unconfirmed = gettext("Remark %(reference)s waits until you confirm your e-mail. Place: %(place)s.");
  if (confirming) return fill(unconfirmed, values);
  return fill(remark.state === "published" ? published : waiting, values);
}

function why(problem) {
  const { status, retryAfter } = problem ?? {};
  if (status === 429) {
    const minutes = Math.ceil((retryAfter ?? 60) / 60);
    return fill(gettext("Too many remarks came from here in a short time. It is sent by itself in %(minutes)s min."), { minutes });
  }
  if (status) return gettext("The server could not take it now. It is sent by itself in a while.");
  return gettext("There is no connection. It is sent by itself when you are online, and stored only once.");
}
