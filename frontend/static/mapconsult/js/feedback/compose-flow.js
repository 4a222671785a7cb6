/** The way from "Mark a place" to a remark that has arrived: place, words, thanks. */

import { fill } from "../words.js";
import { Compose } from "./compose.js";
import { Draft } from "./draft.js";
import { Placing } from "./placing.js";
import { placeWords } from "./remark.js";

export class ComposeFlow {
  /**
   * @param {object} page as Placing wants it, with {slug, choose(feature)}.
   * @param {function} onSent ({receipt, sent}) to draw the new pin and read everything again.
   */
  constructor(page, onSent) {
    this.page = page;
    this.onSent = onSent;
    this.start = page.root.querySelector("[data-place-start]");
    this.draft = new Draft(page.slug);
    this.placing = new Placing(page, {
      onPlace: (place) => this.#choose(place),
      onCancel: () => this.#cancel(),
      onChange: (place) => this.#keep(place),
    });
    this.compose = new Compose(page.root.querySelector("[data-compose]"), {
      draft: this.draft,
      onSent: (answer) => this.#thank(answer),
      onOutside: (reason) => this.placing.again(this.draft.read().place, reason),
    });
    this.#listen();
    this.start.hidden = false;
    this.#find("draft-offer").hidden = !this.draft.read()?.body;
  }

  /** The boxes of what is being placed, which names keep clear of. */
  boxes() {
    return this.placing.boxes();
  }

  begin() {
    this.page.choose(null);
    this.placing.start({ kinds: this.page.config.kinds, place: this.draft.read()?.place });
  }

  #listen() {
    const on = (name, act) => this.#find(name).addEventListener("click", act);
    this.start.addEventListener("click", () => this.begin());
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

  #cancel() {
    this.page.showView("browse");
    this.start.focus();
  }

  #choose(place) {
    this.#keep(place);
    this.#write();
  }

  #keep(place) {
    this.draft.write({ place });
    this.#find("compose-place").textContent = place.label;
  }

  #write() {
    const { place } = this.draft.read();
    this.#find("compose-place").textContent = place.label;
    this.compose.open();
    this.page.showView("compose", "#compose-title");
    this.page.sheet.atLeast("half");
    this.placing.show(place);
  }

  #resume() {
    this.#find("draft-offer").hidden = true;
    if (this.draft.read().place) this.#write();
    else this.begin();
  }

  #throwAway() {
    this.draft.clear();
    this.#find("draft-offer").hidden = true;
    this.placing.show(null);
    this.#cancel();
  }

  #thank({ receipt, earlier, sent }) {
    const [remark] = receipt.remarks;
    this.placing.show(null);
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
