/** Sharing the page of a remark: by what the device offers, or by its address. */

import { announce } from "../announce.js";

/** Make a share button (hidden where the device shares nothing) and a copy button work for an address. */
export function wireSharing(share, copy, address) {
  if (share && navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => offer(share.dataset.title, address));
  }
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", () => copyAddress(copy, address));
  }
}

async function offer(title, url) {
  try {
    await navigator.share({ title, url });
  } catch (error) {
    // Changing one's mind is no fault.
    if (error.name !== "AbortError") throw error;
  }
}

async function copyAddress(button, address) {
  const words = button.lastChild.textContent;
  let told = gettext("The link is copied.");
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    told = gettext("The link could not be copied. Copy it from the address bar.");
  }
  announce(told);
  button.lastChild.textContent = ` ${told}`;
  setTimeout(() => (button.lastChild.textContent = words), 4000);
}

const page = document.querySelector("main [data-share]");
if (page) wireSharing(page, document.querySelector("main [data-copy]"), location.origin + location.pathname);
