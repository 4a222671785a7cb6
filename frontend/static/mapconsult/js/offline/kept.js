/** The page for what is not kept: it lists what is, and what waits to be sent. */

import { h } from "../dom.js";
import { OutboxList } from "../outbox/list.js";

const section = document.querySelector("[data-kept]");

/** {address: title} of the pages of consultations that open without a network. */
async function keptPages() {
  const pages = new Map();
  if (!globalThis.caches) return pages;
  const cache = await caches.open("kept");
  for (const { url } of await cache.keys()) {
    if (!/^\/konsultacje\/[^/]+\/$/.test(new URL(url).pathname)) continue;
    const html = await (await cache.match(url, { ignoreVary: true })).text();
    const page = new DOMParser().parseFromString(html, "text/html");
    pages.set(new URL(url).pathname, page.querySelector("h1")?.textContent ?? page.title);
  }
  return pages;
}

async function list() {
  const pages = await keptPages();
  const items = [...pages].map(([href, title]) => h("li", {}, h("a", { href }, title)));
  section.querySelector("[data-kept-items]").replaceChildren(...items);
  section.hidden = !pages.size;
}

new OutboxList(document.querySelector("[data-outbox]"));
addEventListener("online", () => location.reload());
list();
