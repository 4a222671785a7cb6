/** While the worker counts, look again until it is done. */

import { announce } from "../announce.js";
import { get } from "../request.js";

const PAUSE = 2000;

class Waiting {
  constructor(body) {
    this.body = body;
    this.#later();
  }

  #later() {
    if (this.body.querySelector("[data-waiting]")) setTimeout(() => this.#look(), PAUSE);
  }

  async #look() {
    try {
      const page = new DOMParser().parseFromString(await get(location.href), "text/html");
      this.#show(page.querySelector(".results-body"));
    } catch {
      // No connection for a moment: the next look may find one.
    }
    this.#later();
  }

  #show(fresh) {
    const waiting = fresh.querySelector("[data-waiting]");
    if (waiting) this.body.querySelector("[data-waiting]").replaceWith(document.adoptNode(waiting));
    else {
      this.body.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
      announce(gettext("Done: the page shows what was found."));
    }
  }
}

new Waiting(document.querySelector(".results-body"));
