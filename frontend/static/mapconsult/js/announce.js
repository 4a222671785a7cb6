/** Words for screen readers, said once: the page holds one polite live region. */

import { h } from "./dom.js";

let region;

export function announce(text) {
  if (!region) {
    region = h("p", { class: "sr-only", role: "status", "aria-live": "polite" });
    document.body.append(region);
  }
  region.textContent = "";
  // A change within one frame is not noticed by every screen reader.
  setTimeout(() => (region.textContent = text), 50);
}
