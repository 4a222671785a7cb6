/** Layers that are being loaded: the list looks after itself until they are there. */

import { announce } from "../announce.js";

const EVERY = 2000;
const LIST = "[data-own-layers]";

let timer = setTimeout(look, EVERY);

async function look() {
  const fresh = await read();
  const list = document.querySelector(LIST);
  if (fresh && fresh.innerHTML !== list.innerHTML) {
    list.replaceChildren(...fresh.childNodes);
    announce(gettext("The list of layers has changed."));
  }
  if (!fresh || fresh.dataset.waiting === "yes") timer = setTimeout(look, EVERY);
}

/** The list as it is now; nothing while there is no network. */
async function read() {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(LIST);
  } catch {
    return null;
  }
}

addEventListener("pagehide", () => clearTimeout(timer));
