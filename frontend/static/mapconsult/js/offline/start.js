/** On every page: the service worker, the outbox at work, and whether there is a network, told in words. */

import { flush, pause, watch } from "../outbox/outbox.js";

const LONGEST = 2 ** 31 - 1;
const network = document.querySelector("[data-network]");
let timer;

/**
 * A page that was there before the worker tells it what it loads, to be kept. Fails where the browser takes no
 * modules as workers, or no workers at all: then all works, with a network.
 */
async function register() {
  try {
    await navigator.serviceWorker.register("/sw.js", { type: "module", updateViaCache: "none" });
    if (navigator.serviceWorker.controller) return;
    const { active } = await navigator.serviceWorker.ready;
    const keep = (urls) => active.postMessage({ keep: urls });
    keep([location.href]);
    const loaded = new PerformanceObserver((list) => keep(list.getEntries().map(({ name }) => name)));
    loaded.observe({ type: "resource", buffered: true });
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
