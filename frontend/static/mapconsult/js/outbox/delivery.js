/** Taking one entry of the outbox to the server, exactly once; the same in a page and in the service worker. */

import { prove } from "../feedback/proof.js";
import { Problem, post, upload } from "../request.js";
import * as store from "./store.js";

const [SOONEST, LATEST] = [5_000, 15 * 60_000];
// What passes by itself: too slow, too early, too many; and 401, 403: this page's key to the session is old.
const PASSING = [401, 403, 408, 425, 428, 429];
const channel = new BroadcastChannel("outbox");
const watchers = new Set();

/** Call `look()` whenever an entry has changed, here, in another tab or in the service worker. */
export function watch(look) {
  watchers.add(look);
}

channel.onmessage = () => watchers.forEach((look) => look());

export function announceChange() {
  channel.postMessage("changed");
  watchers.forEach((look) => look());
}

/** Do `work` while nobody else does, in whichever tab or worker. */
export function exclusively(work) {
  return navigator.locks ? navigator.locks.request("outbox", work) : work();
}

/** One that is being sent while nobody holds the lock was left so by a crash. */
export function isWaiting({ state }) {
  return state === "waiting" || state === "sending";
}

/** Whether it is time to send an entry; `eager` for what only waits for the network. */
export function isDue(entry, eager) {
  const { notBefore = 0, problem } = entry;
  return isWaiting(entry) && (notBefore <= Date.now() || (eager && !problem?.retryAfter));
}

/**
 * Send an entry that waits, then its photos; called while nobody else does. `onKnown(entry)` is called once,
 * when it has arrived, waits on or is refused, before its photos are sent.
 */
export async function deliver(key, { onProving, onKnown = () => {} } = {}) {
  const entry = await store.get(key);
  if (!entry || !isWaiting(entry)) return onKnown(entry);
  await change(key, { state: "sending" });
  try {
    if (!entry.receipt) await submit(entry, onProving);
  } catch (error) {
    return onKnown(await failed(key, error));
  }
  onKnown(await store.get(key));
  return sendPhotos(key);
}

async function submit(entry, onProving) {
  const { key, url, body, tried = [] } = entry;
  const others = tried.filter((other) => JSON.stringify(other) !== JSON.stringify(body));
  await change(key, { tried: [...others, body] });
  let [receipt, earlier] = [null, false];
  try {
    receipt = await proven(url, body, onProving);
  } catch (error) {
    if (isRefusal(error)) await change(key, { tried: others });
    if (error.status !== 409 || !others.length) throw error;
    [receipt, earlier] = [await recover(url, others, error), true];
  }
  // Its words are with the server now; nothing of them stays on the device.
  const state = entry.photos?.length ? "sending" : "sent";
  await change(key, { state, receipt, earlier, tried: [], body: null, content: null, problem: null, tries: 0 });
}

/** POST, and once more with a proof if one is asked for. A service worker cannot compute: a page will. */
async function proven(url, body, onProving = () => {}) {
  try {
    return await post(url, body);
  } catch (error) {
    if (error.status !== 428 || typeof Worker === "undefined") throw error;
    onProving();
    return post(url, { ...body, proof: await prove(error.challenge, document.body.dataset.solver) });
  }
}

/** The key is taken: ask again with each body it may have been taken by; the same body gets its answer. */
async function recover(url, bodies, refusal) {
  for (const body of bodies) {
    try {
      return await post(url, body);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  throw refusal;
}

/** One by one, so that what has arrived need not be sent again when the network goes. */
async function sendPhotos(key) {
  const { photos = [], photosUrl, receipt } = (await store.get(key)) ?? {};
  for (const photo of photos) {
    try {
      await upload(photosUrl, photoForm(photo, receipt));
      await change(key, ({ photos: left }) => ({ photos: left.filter((one) => one.key !== photo.key) }));
    } catch (error) {
      if (!isRefusal(error)) return failed(key, error);
      await change(key, ({ photos: left, lost = [] }) => ({
        photos: left.filter((one) => one.key !== photo.key),
        lost: [...lost, error.message],
      }));
    }
  }
  const { seen, lost } = (await change(key, { state: "sent" })) ?? {};
  if (seen && !lost) await store.remove(key);
  announceChange();
}

/** The last part of the private link is the token that lets photos in. */
function photoForm({ key, remark, blob, alt }, { edit_url: link }) {
  const form = new FormData();
  const token = new URL(link).pathname.split("/").filter(Boolean).pop();
  for (const [name, value] of Object.entries({ key, token, remark, alt })) form.append(name, value ?? "");
  form.append("file", blob, "photo.jpg");
  return form;
}

/** What passes waits on, longer each time or as long as the server says; all else is refused. */
function failed(key, error) {
  const { status = 0, errors = [], retryAfter = null } = error;
  const problem = { status, detail: error.detail ?? "", errors, retryAfter };
  if (isRefusal(error)) return change(key, { state: "refused", problem });
  return change(key, ({ tries = 0 }) => {
    const pause = retryAfter ? retryAfter * 1000 : Math.min(LATEST, SOONEST * 2 ** tries);
    return { state: "waiting", problem, tries: tries + 1, notBefore: Date.now() + pause };
  });
}

/** A 4xx stores nothing and will not change by itself; a 5xx or silence leaves it open. */
function isRefusal(error) {
  return error instanceof Problem && error.status < 500 && !PASSING.includes(error.status);
}

/** Write `parts` (or what the function makes of the entry) into an entry that has not been thrown away. */
async function change(key, parts) {
  const made = await store.update(key, (old) => old && { ...old, ...(typeof parts === "function" ? parts(old) : parts) });
  announceChange();
  return made;
}
