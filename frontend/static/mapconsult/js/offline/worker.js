/**
 * The service worker, started by /sw.js with what Django knows. It keeps the shell of this release and the
 * consultations that were opened; the network comes first wherever a newer answer can exist. What stays with
 * the signed-in or is secret is never kept: only addresses that are named, and only answers that may be
 * (docs/decisions/0010-offline.md).
 */

import { flush, pending } from "../outbox/outbox.js";

const KEPT = "kept";
const MOST_KEPT = 300;
const MOST_PAGES = 10;
// Milliseconds a line that is neither dead nor alive is waited for, when there is something to show instead.
const PATIENCE = 8000;
// A hashed name, or the version of the words in the address: it never changes.
const UNCHANGING = /\.[0-9a-f]{12}\.\w+$|[?]v=[0-9a-f]{12}$/;
// What differs from one view of a map to the next.
const VIEW = ["in_bbox", "zoom"];

let told;
let shellName;
// Counts how often all was forgotten: what was asked for before is not kept any more.
let forgotten = 0;

/**
 * @param {object} config {version, home, offline: address of the page for what is not here, statics: prefix,
 *   files: [address of what no page names], words, areas: addresses, kept: [regular expression of a path], forgetting: [prefix whose POSTs end what was kept]}.
 */
export function start(config) {
  told = { ...config, kept: config.kept.map((path) => new RegExp(`^${path}$`)) };
  shellName = `shell-${config.version}`;
  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("fetch", onFetch);
  addEventListener("message", (event) => event.waitUntil(keepAll(event.data.keep)));
  addEventListener("sync", (event) => event.tag === "outbox" && event.waitUntil(sendWaiting()));
}

async function install() {
  await keepOfflinePage();
  await keepAll([told.home, ...told.files]);
  await skipWaiting();
}

/** Away with older releases. Pages of theirs ask for files that are gone: the latest are read again. */
async function activate() {
  for (const name of await caches.keys()) if (![shellName, KEPT].includes(name)) await caches.delete(name);
  const kept = await caches.open(KEPT);
  const pages = (await kept.keys()).map(({ url }) => url).filter((url) => !new URL(url).pathname.startsWith("/api/"));
  await Promise.all(pages.map((url) => kept.delete(url)));
  await keepAll(pages.slice(-MOST_PAGES));
}

/** It is in the reader's language, so it goes with everything else when that changes. */
async function keepOfflinePage() {
  const shell = await caches.open(shellName);
  if (!(await shell.match(told.offline, { ignoreVary: true }))) await keepPage(told.offline, shell);
}

function onFetch(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    if (told.forgetting.some((prefix) => url.pathname.startsWith(prefix))) event.waitUntil(forgetAll());
    return;
  }
  if (request.mode === "navigate") event.waitUntil(keepOfflinePage().catch(() => {}));
  if (isStatic(url)) event.respondWith(UNCHANGING.test(url.href) ? fromShell(request) : fromNetwork(event, shellName));
  else if (isNamed(url)) event.respondWith(fromNetwork(event, KEPT));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(offlinePage));
}

function isStatic({ pathname, search }) {
  return pathname.startsWith(told.statics) || (pathname === told.words && search.startsWith("?v="));
}

function isNamed({ pathname }) {
  return told.kept.some((path) => path.test(pathname));
}

async function fromShell(request) {
  const found = await caches.match(request.url, { ignoreVary: true });
  if (found) return found;
  const response = await fetch(request);
  if (mayKeep(response)) await put(await caches.open(shellName), request.url, response.clone());
  return response;
}

/** What the network says; what was kept when it says nothing, or nothing yet. */
async function fromNetwork(event, name) {
  const { request } = event;
  const began = forgotten;
  const asked = fetch(request);
  const keeping = asked.then((response) => (began === forgotten ? remember(name, request, response.clone()) : undefined));
  event.waitUntil(keeping.catch(() => {}));
  const kept = await recall(request);
  try {
    return await (kept ? Promise.race([asked, after(PATIENCE, kept)]) : asked);
  } catch {
    return kept ?? (request.mode === "navigate" ? offlinePage() : Response.error());
  }
}

function after(milliseconds, value) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value));
}

/** The kept answer; for a map also that of another view, if all else that is asked is the same. */
async function recall(request) {
  const exact = await caches.match(request.url, { ignoreVary: true });
  if (exact || !request.url.includes("/map/?")) return exact;
  const kept = await caches.open(KEPT);
  const wanted = withoutView(request.url);
  const similar = (await kept.keys()).filter(({ url }) => withoutView(url) === wanted).pop();
  return similar && kept.match(similar, { ignoreVary: true });
}

function withoutView(address) {
  const url = new URL(address);
  for (const name of VIEW) url.searchParams.delete(name);
  return url.href;
}

/** An answer to somebody signed in ends what was kept for the public: the two are never mixed up. */
async function remember(name, request, response) {
  if (mayKeep(response)) return put(await caches.open(name), request.url, response);
  return isPrivate(response) ? forget() : undefined;
}

function mayKeep(response) {
  return response.status === 200 && response.type === "basic" && !response.redirected && !isPrivate(response);
}

/** Pages of the signed-in say no-store, their answers of the API private; pages of everybody are private, too. */
function isPrivate({ headers }) {
  const cached = headers.get("Cache-Control") ?? "";
  const isPage = headers.get("Content-Type")?.startsWith("text/html");
  return cached.includes("no-store") || (!isPage && cached.includes("private"));
}

async function put(cache, url, response) {
  try {
    await cache.put(url, response);
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST_KEPT))) await cache.delete(old);
  } catch {
    return; // The device is full: there is a network now, and the page is shown all the same.
  }
}

/** What a page has loaded before this worker was there. */
async function keepAll(urls) {
  for (const url of urls) await keep(new URL(url, location.href)).catch(() => {});
}

async function keep(url) {
  if (url.origin !== location.origin) return undefined;
  if (!isNamed(url)) return keepFile(url);
  const kept = await caches.open(KEPT);
  return url.pathname.startsWith("/api/") ? keepAnswer(url.href, kept) : keepPage(url.href, kept);
}

async function keepAnswer(url, cache) {
  const response = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-cache" });
  if (mayKeep(response)) await put(cache, url, response);
}

/** A page with what its HTML names: styles, the modules that it imports, words, icons, areas of its map. */
async function keepPage(url, cache) {
  const response = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-cache" });
  if (!mayKeep(response)) return;
  const html = await response.clone().text();
  for (const [, name] of html.matchAll(/(?:src|href|data-\w+)="([^"#]+)/g)) {
    await keepFile(new URL(name.replaceAll("&amp;", "&"), response.url));
  }
  await put(cache, url, response);
}

async function keepFile(url) {
  if (url.pathname === told.areas && url.search) return keepAnswer(url.href, await caches.open(KEPT));
  if (!isStatic(url) || (await caches.match(url.href, { ignoreVary: true }))) return undefined;
  const response = await fetch(url.href);
  return mayKeep(response) ? put(await caches.open(shellName), url.href, response) : undefined;
}

async function offlinePage() {
  return (await caches.match(told.offline, { ignoreVary: true })) ?? Response.error();
}

function forget() {
  forgotten += 1;
  return caches.delete(KEPT);
}

/** Signing in or out, or another language: pages are kept anew when they are opened. */
async function forgetAll() {
  await forget();
  await (await caches.open(shellName)).delete(told.offline);
}

/** Called by the browser when there is a network, also with no page open; it calls again after a rejection. */
async function sendWaiting() {
  await flush({ eager: true });
  if ((await pending()).some(({ state }) => state === "waiting")) throw new Error("Something still waits.");
}
