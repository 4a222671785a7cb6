/**
 * The outbox: what somebody writes is kept on the device from the first letter, and sent exactly once, at once
 * or when the network is back, whether this page is still open or not (offline/worker.js).
 *
 * An entry is
 *   {key,       the UUID of newKey(): the idempotent key of the submission, and the name of the entry
 *    slug, title, page, office: {name, email, privacy},   the consultation and where the entry is edited
 *    kind,      "remarks", "survey": whose `content` it is
 *    content,   what the page needs to show it again; anything a structured clone takes, Blobs too
 *    summary,   its words as plain text: shown in lists, copied and downloaded
 *    places,    [GeoJSON geometry] to mark on the map while it waits
 *    state,     draft, waiting, sending, sent or refused
 *    url, body, photos: [{key, remark, blob, alt}], photosUrl    what is sent, see send()
 *    receipt, earlier    what the server answered; `earlier`: an attempt that seemed lost had arrived
 *    problem    {status, detail, errors, retryAfter} why it waits or is refused; status 0: no answer at all
 *    created, changed}   milliseconds
 */

import { announceChange, deliver, exclusively, isDue, isWaiting } from "./delivery.js";
import * as store from "./store.js";

export { watch } from "./delivery.js";
export { all, get, isLasting } from "./store.js";

/**
 * Keep a draft: `parts` {key, slug, title, page, office, kind, content, summary, places} are written over what
 * is kept of that key. A waiting or refused entry becomes a draft again: whoever changes it sends it anew.
 * Never rejects; what the device does not take lives as long as the page, which isLasting() says.
 */
export async function keep(parts) {
  const entry = await store.update(parts.key, (old) => (old?.receipt ? undefined : drafted(old, parts)));
  announceChange();
  return entry;
}

/** The entries of a consultation that are still being written, the newest first. */
export async function drafts(slug) {
  return (await store.all()).filter((entry) => entry.slug === slug && entry.state === "draft");
}

/** The entries that wait, are on their way or were refused, and those that arrived and were not looked at. */
export async function pending(slug) {
  const entries = await store.all();
  return entries.filter((entry) => entry.state !== "draft" && (!slug || entry.slug === slug));
}

/** Throw an entry away; what has arrived stays with the office. */
export async function drop(key) {
  await store.remove(key);
  announceChange();
}

/**
 * Send: `parts` are those of keep() and
 *   url, body   the address, and its JSON with `key` in it
 *   photos      [{key, remark: ordinal from 1, blob, alt}], uploaded to `photosUrl` one by one afterwards
 * Resolves, and never rejects, with the entry as soon as its `state` is known:
 *   sent      `receipt` is the server's answer; `earlier` if it is that of an earlier wording. Its photos may
 *             still be on their way: pending() has it until they have arrived.
 *   waiting   it will be sent by itself; `problem` says why it was not now
 *   refused   `problem` has the reasons by field; keep() makes a draft of it again
 * `onProving()` is called when a proof of work is asked for, which takes some seconds.
 */
export async function send(parts, { onProving } = {}) {
  const { key } = parts;
  const entry = await store.update(key, (old) => (old?.receipt ? undefined : waiting(old, parts)));
  announceChange();
  if (entry.receipt) return arrivedBefore(entry);
  if (navigator.onLine === false) {
    remind(key);
    return entry;
  }
  const known = await new Promise((resolve) => {
    const sending = exclusively(() => deliver(key, { onProving, onKnown: resolve }));
    sending.catch(() => resolve(store.get(key))).finally(() => remind(key));
  });
  if (!known?.receipt) return known;
  await see(key);
  return { ...known, state: "sent" };
}

/** It was sent by itself while its writer was changing it. */
async function arrivedBefore(entry) {
  await see(entry.key);
  return { ...entry, state: "sent", earlier: true };
}

/** Whoever wrote the entry has been told that it has arrived: it is forgotten once its photos are there, too. */
export async function see(key) {
  const entry = await store.update(key, (old) => old && { ...old, seen: true });
  if (entry?.state === "sent" && !entry.lost) await store.remove(key);
  announceChange();
}

/** Send an entry of the list now, however long it was to wait. */
export async function sendNow(key) {
  await store.update(key, (old) => old && !old.receipt && { ...old, state: "waiting", notBefore: 0 });
  return exclusively(() => deliver(key));
}

/** Send everything that waits and is due, the oldest first; with `eager` also what only waits for the network. */
export async function flush({ eager = false } = {}) {
  if (navigator.onLine === false) return;
  await exclusively(async () => {
    for (const entry of (await store.all()).reverse()) if (isDue(entry, eager)) await deliver(entry.key);
  });
}

/** In how many milliseconds something is due again; null when nothing waits. */
export async function pause() {
  const times = (await store.all()).filter(isWaiting).map(({ notBefore = 0 }) => notBefore - Date.now());
  return times.length ? Math.max(0, Math.min(...times)) : null;
}

/** A random UUID; crypto.randomUUID is missing on pages without TLS. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function drafted(old, parts) {
  const now = Date.now();
  return { created: now, tried: [], ...old, ...parts, state: "draft", problem: null, changed: now };
}

function waiting(old, parts) {
  return { ...drafted(old, parts), state: "waiting", tries: 0, notBefore: 0 };
}

/** What waits is not to be thrown away by the browser, which wakes the service worker when it is online. */
async function remind(key) {
  const entry = await store.get(key);
  if (!entry || !isWaiting(entry)) return;
  try {
    await navigator.storage?.persist?.();
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register("outbox");
  } catch {
    return; // The next page that is opened sends it.
  }
}
