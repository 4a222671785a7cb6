/** On every page: the service worker, the outbox at work, and whether there is a network, told in words. */

import { flush, pause, watch } from "../outbox/outbox.js";

const LONGEST = 2 ** 31 - 1;
const network = document.querySelector("[data-network]");
let timer;

/** Fails where the browser takes no modules as workers, or no workers at all: then all works with a network. */
async function register() {
  try {
    await navigator.serviceWorker.register("/sw.js", { type: "module", updateViaCache: "none" });
    if (navigator.serviceWorker.controller) return;
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({ keep: [location.href, ...loaded] });
  } catch {
    return;
  }
}

/** Send what is due, and whatever else becomes so while the page is open. */
async function sendWaiting(options) {
  await flush(options);
  await plan();
}

async function plan() {
  const wait = await pause();
  clearTimeout(timer);
  if (wait !== null && navigator.onLine !== false) timer = setTimeout(sendWaiting, Math.min(wait, LONGEST));
}

function tellNetwork() {
  network.textContent = navigator.onLine === false ? network.dataset.network : "";
}

// After what the page itself loads.
const idle = globalThis.requestIdleCallback ?? setTimeout;
if (navigator.serviceWorker) addEventListener("load", () => idle(register));
addEventListener("offline", tellNetwork);
addEventListener("online", () => {
  tellNetwork();
  sendWaiting({ eager: true });
});
watch(plan);
tellNetwork();
sendWaiting({ eager: true });
