/** Words for screen readers, said once: the page holds one polite live region, there from the start. */

import { h } from "./dom.js";

// A change that comes together with others is missed by some screen readers.
const PAUSE = 50;

const region = h("p", { class: "sr-only", role: "status" });
document.body.append(region);

export function announce(text) {
  region.textContent = "";
  setTimeout(() => (region.textContent = text), PAUSE);
}
