/** The way from "Mark a place" to a remark that has arrived: place, words, thanks. */

import { announce } from "../announce.js";
import { Draw } from "../map/draw.js";
import { fill } from "../words.js";
import { Compose } from "./compose.js";
import { Draft } from "./draft.js";
import { placeWords } from "./remark.js";

const CLOSE = 15;

export class Placing {
  /**
   * @param {object} page {root, view, border, sheet, slug, showView(name, focus), choose(feature), cover(pixels)}.
   * @param {function} onSent ({receipt, sent}) to draw the new pin and read everything again.
   */
  constructor(page, onSent) {
    this.page = page;
    this.onSent = onSent;
    this.bar = page.root.querySelector("[data-placing]");
    this.start = page.root.querySelector("[data-place-start]");
    this.draft = new Draft(page.slug);
    this.draw = new Draw(page.view, { onPlace: (place) => this.#choose(place), onCancel: () => this.cancel() });
    this.compose = new Compose(page.root.querySelector("[data-compose]"), {
      draft: this.draft,
      onSent: (answer) => this.#thank(answer),
      onOutside: (reason) => this.#backToMap(reason),
    });
    this.#listen();
    this.start.hidden = false;
    this.#find("draft-offer").hidden = !this.draft.read()?.body;
  }

  /** Let the reader choose a place. */
  begin() {
    this.page.choose(null);
    this.page.root.classList.add("is-placing");
    this.page.sheet.go("peek");
    this.bar.hidden = false;
    this.#refuse(null);
    this.draw.start();
    this.page.view.element.focus({ preventScroll: true });
    announce(gettext("A cross marks the middle of the map. Move the map with the arrow keys, Enter sets the place, Escape cancels."));
  }

  cancel() {
    this.#endPlacing();
    this.draw.remove();
    this.page.showView("browse");
    this.start.focus();
  }

  #listen() {
    const on = (name, act) => this.#find(name).addEventListener("click", act);
    this.start.addEventListener("click", () => this.begin());
    on("placing-here", () => this.draw.here());
    on("placing-cancel", () => this.cancel());
    on("placing-border", () => this.page.view.goWhole());
    on("compose-move", () => this.begin());
    on("compose-cancel", () => this.#throwAway());
    on("draft-resume", () => this.#resume());
    on("draft-drop", () => this.#throwAway());
    on("done-again", () => this.begin());
    on("done-close", () => this.#close());
    on("done-copy", () => this.#copy());
  }

  #find(name) {
    return this.page.root.querySelector(`[data-${name}]`);
  }

  #choose(place) {
    if (!this.page.border.contains(place)) return this.#refuseOutside(place);
    this.draft.write({ place });
    return this.#write();
  }

  #write() {
    const { place } = this.draft.read();
    this.#endPlacing();
    this.draw.mark(place, (moved) => this.#dragged(moved));
    this.page.ground.placeLabels();
    this.compose.open();
    this.page.showView("compose", "#compose-title");
    this.page.sheet.atLeast("half");
    this.page.view.reveal(place, { zoom: CLOSE });
  }

  #dragged(place) {
    if (this.page.border.contains(place)) {
      this.draft.write({ place });
      this.page.ground.placeLabels();
      announce(gettext("The pin is moved."));
      return;
    }
    this.begin();
    this.#refuseOutside(place);
  }

  #refuseOutside(place) {
    const words = gettext("This place lies outside the area of this consultation.");
    this.#refuse(`${words} ${this.page.border.words(place)}`, place);
  }

  /** The server's own border is the one that counts. */
  #backToMap(reason) {
    const { place } = this.draft.read();
    this.begin();
    this.#refuse(reason, place);
  }

  #refuse(words, place) {
    const box = this.#find("placing-refusal");
    box.hidden = !words;
    this.#find("placing-reason").textContent = words ?? "";
    if (words) this.page.border.point(place);
    else this.page.border.clear();
    this.#cover();
  }

  /** The bar must not hide the cross: the middle of the map is that of what is left free. */
  #cover() {
    if (!this.bar.hidden) this.page.cover(this.bar.parentElement.clientHeight - this.bar.offsetTop);
  }

  #endPlacing() {
    this.draw.stop();
    this.page.border.clear();
    this.bar.hidden = true;
    this.page.root.classList.remove("is-placing");
    this.page.sheet.settle();
  }

  #resume() {
    const { place } = this.draft.read();
    this.#find("draft-offer").hidden = true;
    if (place) this.#write();
    else this.begin();
  }

  #throwAway() {
    this.draft.clear();
    this.#find("draft-offer").hidden = true;
    this.cancel();
  }

  #thank({ receipt, earlier, sent }) {
    const [remark] = receipt.remarks;
    this.draw.remove();
    const confirming = this.compose.needsEmail && remark.state === "pending";
    this.#find("done-words").textContent = thanks(remark, confirming);
    this.#find("done-confirm").hidden = !confirming;
    this.#find("done-mail").hidden = confirming || !sent.contact?.email;
    this.#find("done-earlier").hidden = !earlier;
    this.#find("done-link").value = receipt.edit_url;
    this.#find("done-copied").textContent = "";
    this.page.showView("done", "#done-title");
    this.page.sheet.atLeast("half");
    this.onSent(remark, sent);
  }

  #close() {
    this.page.choose(null);
    this.page.showView("browse");
    this.page.sheet.go("peek");
    this.start.focus();
  }

  async #copy() {
    const link = this.#find("done-link");
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
      this.#find("done-copied").textContent = gettext("The link is copied.");
    } catch {
      this.#find("done-copied").textContent = gettext("The link is selected: copy it with Ctrl+C, or by holding your finger on it.");
    }
  }
}

/** "Remark 12.1 is on the map: osiedle Wieniawa, gmina Lublin." */
function thanks(remark, confirming) {
  const values = { reference: remark.reference, place: placeWords(remark) };
  const published = gettext("Remark %(reference)s is on the map. Place: %(place)s.");
  const waiting = gettext("Remark %(reference)s will be shown when a moderator has read it. Place: %(place)s.");
  const unconfirmed = gettext("Remark %(reference)s waits until you confirm your e-mail. Place: %(place)s.");
  if (confirming) return fill(unconfirmed, values);
  return fill(remark.state === "published" ? published : waiting, values);
}
