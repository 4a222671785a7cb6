/**
 * The way from "Mark a place" to remarks that have arrived: place, words, perhaps another place and a look at
 * all of them, thanks. One remark alone is sent from where it is written.
 */

import { Compose } from "./compose.js";
import { Done } from "./done.js";
import { DraftOffers } from "./draft-offers.js";
import { DRAFT_HASH, Drafts } from "./drafts.js";
import { Placing } from "./placing.js";

const MOST_REMARKS = 50;
// Milliseconds.
const RESTING = 200;
const FIELDS = { geometry: "geometry", zone: "geometry", category: "category", body: "body" };

export class ComposeFlow {
  /**
   * @param {object} page as Placing wants it, with {config, look(properties), choose(feature), showView(name, focus)}.
   * @param {function} onSent ({remarks, drafts}) what the server made of which drafts: the pins to draw.
   */
  constructor(page, onSent) {
    Object.assign(this, { page, onSent, draft: null, index: 0 });
    const form = page.root.querySelector("[data-compose]");
    const { url, photosUrl } = form.dataset;
    this.start = page.root.querySelector("[data-place-start]");
    this.drafts = new Drafts({ ...page.config, url, photosUrl });
    this.placing = new Placing(page, {
      onPlace: (place) => this.#placed(place),
      onCancel: () => this.#back(),
      onChange: (place) => this.#moved(place),
    });
    this.compose = new Compose(form, page, this.#acts());
    this.done = new Done(page, { onAgain: () => this.begin(), onClose: () => this.#browse() });
    this.offers = new DraftOffers(page.root.querySelector("[data-draft-offers]"), this.drafts, (draft) => this.#resume(draft));
    this.start.addEventListener("click", () => this.begin());
    for (const button of page.root.querySelectorAll("[data-place-none]")) {
      button.addEventListener("click", () => this.beginWithout());
    }
    this.offers.show();
    addEventListener("pagehide", () => this.timer && this.#keep());
    addEventListener("hashchange", () => this.#follow());
    this.#follow();
  }

  /** The boxes of what is being placed, which names keep clear of. */
  boxes() {
    return this.placing.boxes();
  }

  /** Write a new remark, its place first. */
  begin() {
    this.#anew();
    this.#place();
  }

  /** Write a new remark about the whole. */
  beginWithout() {
    this.#anew();
    this.#placed({ geometry: null, zone: null, label: gettext("About the whole, not one place") });
  }

  #anew() {
    this.page.choose(null);
    this.draft = { ...this.drafts.begin(), ...this.sender };
    this.index = 0;
  }

  #acts() {
    return {
      change: () => this.#keepSoon(),
      send: () => this.#send(),
      ready: () => this.compose.isWritten() && this.#review(),
      another: () => this.#another(),
      cancel: () => this.#leave(),
      place: (kinds) => this.#place(kinds),
      edit: (index) => this.#write(index),
      remove: (index) => this.#change((remarks) => remarks.toSpliced(index, 1)),
      restore: (index, remark) => this.#change((remarks) => remarks.toSpliced(index, 0, remark)),
    };
  }

  get #several() {
    return this.draft.remarks.length > 1;
  }

  /** Choose the place of the current remark; of `kinds` when what stands there is of none of them. */
  #place(kinds) {
    const remark = this.draft.remarks[this.index];
    if (remark) this.#keep();
    else this.page.showView("browse");
    const place = kinds ? null : remark?.place;
    this.placing.start({ kinds: kinds ?? this.page.config.kinds, place });
  }

  #placed(place) {
    const { remarks } = this.draft;
    const fresh = { category: null, body: "", photos: [] };
    remarks[this.index] = { ...fresh, ...remarks[this.index], place };
    this.#write(this.index);
    this.drafts.keep(this.draft);
  }

  #moved(place) {
    this.draft.remarks[this.index].place = place;
    this.compose.placed(place);
    this.drafts.keep(this.draft);
  }

  #write(index) {
    this.index = index;
    const remark = this.draft.remarks[index];
    this.compose.sender = this.draft;
    this.compose.write(remark, { number: index + 1, several: this.#several });
    this.#panel("compose", "#compose-title");
    this.placing.show(remark.place);
  }

  #review() {
    this.#keep();
    this.#list();
  }

  #list() {
    this.placing.show(null);
    this.compose.sender = this.draft;
    this.compose.list(this.draft.remarks);
    this.#panel("compose", "#compose-title");
  }

  #another() {
    if (this.compose.step === "write" && !this.compose.isWritten()) return;
    this.#keep();
    if (this.draft.remarks.length >= MOST_REMARKS) {
      this.compose.refuse({ "": gettext("This is as much as can be sent at once. Send it, then go on.") });
      return;
    }
    this.compose.review.forget();
    this.index = this.draft.remarks.length;
    this.#place();
  }

  /** Out of choosing a place: to the remark whose place it is, else to where we came from. */
  #back() {
    const { length } = this.draft.remarks;
    if (this.index < length) this.#write(this.index);
    else if (length > 1) this.#review();
    else if (length) this.#write(0);
    else this.#browse();
  }

  /** Words at once; photos, which make it slow, once the typing rests. */
  #keepSoon() {
    clearTimeout(this.timer);
    if (this.sending) return;
    const heavy = this.compose.remark.photos.length || this.draft.remarks.some(({ photos }) => photos.length);
    if (heavy) this.timer = setTimeout(() => this.#keep(), RESTING);
    else this.#keep();
  }

  /** Write down what the form says now. */
  #keep() {
    clearTimeout(this.timer);
    this.timer = null;
    const remark = this.draft.remarks[this.index];
    if (this.compose.step === "write" && remark) Object.assign(remark, this.compose.remark);
    Object.assign(this.draft, this.compose.sender);
    return this.drafts.keep(this.draft);
  }

  #change(make) {
    this.draft.remarks = make(this.draft.remarks);
    if (!this.draft.remarks.length) return this.#leave();
    this.drafts.keep(this.draft);
    return this.compose.list(this.draft.remarks);
  }

  /** Stop writing. What has words or photos is kept on this device and offered again. */
  async #leave() {
    const oneOfSeveral = this.compose.step === "write" && this.#several;
    await this.#keep();
    this.draft.remarks = this.draft.remarks.filter(({ body, photos }) => body.trim() || photos.length);
    this.compose.review.forget();
    if (oneOfSeveral && this.#several) return this.#list();
    if (oneOfSeveral && this.draft.remarks.length) return this.#write(0);
    if (this.draft.remarks.length) await this.drafts.keep(this.draft);
    else await this.drafts.drop(this.draft.key);
    this.placing.show(null);
    return this.#browse();
  }

  #resume(draft) {
    this.draft = draft;
    if (draft.remarks.length > 1) return this.#list();
    return draft.remarks[0]?.place ? this.#write(0) : this.begin();
  }

  /** Open the draft that the address names. */
  async #follow() {
    if (!location.hash.startsWith(DRAFT_HASH)) return;
    const draft = await this.drafts.find(location.hash.slice(DRAFT_HASH.length));
    history.replaceState(null, "", location.pathname + location.search);
    if (draft) this.#resume(draft);
  }

  async #send() {
    if (this.sending || !this.compose.isComplete()) return;
    this.sending = true;
    this.compose.busy(true);
    await this.#keep();
    const entry = await this.drafts.send(this.draft, { onProving: () => this.compose.busy(true, { proving: true }) });
    this.compose.busy(false);
    this.sending = false;
    if (entry.receipt) this.#thank(entry);
    else if (entry.state === "refused") this.#refused(entry.problem);
    else this.#wait(entry);
  }

  #thank(entry) {
    const { draft } = this;
    this.sender = { stakeholder: draft.stakeholder, contact: draft.contact };
    this.placing.show(null);
    this.done.thank(entry, draft, { confirming: this.compose.needsEmail });
    this.#panel("done", "#done-title");
    this.onSent({ remarks: entry.receipt.remarks, drafts: draft.remarks });
  }

  #wait(entry) {
    this.placing.show(null);
    this.done.wait(entry, (arrived) => this.#thank(arrived));
    this.#panel("done", "#done-title");
  }

  /** Lead to the remark that the server refused, its reasons beside the fields. */
  #refused({ detail, errors }) {
    const [, number, field] = errors.map((error) => error.field.match(/^remarks\.(\d+)\.(\w+)/)).find(Boolean) ?? [];
    if (field === undefined) return this.compose.refuse(told(errors, detail));
    const index = Number(number);
    const own = errors.filter((error) => error.field.startsWith(`remarks.${number}.`));
    const outside = own.find((error) => error.field.split(".")[2] === "geometry");
    this.index = index;
    const { place } = this.draft.remarks[index];
    if (outside && place.geometry) return this.placing.again(place, outside.reason);
    this.#write(index);
    return this.compose.refuse(Object.fromEntries(own.map((error) => [FIELDS[error.field.split(".")[2]] ?? "", error.reason])));
  }

  #panel(view, focus) {
    this.page.showView(view, focus);
    this.page.sheet.atLeast("half");
  }

  #browse() {
    this.page.choose(null);
    this.page.showView("browse");
    this.offers.show();
    this.page.sheet.go("peek");
    this.start.focus();
  }
}

/** The reasons by the names of the sender's fields; what has none stands below them all. */
function told(errors, detail) {
  const named = errors.filter(({ field }) => field.startsWith("contact."));
  if (!named.length) return { "": detail || gettext("The remark was not taken.") };
  return Object.fromEntries(named.map(({ field, reason }) => [field.split(".")[1], reason]));
}
