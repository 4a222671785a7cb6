/**
 * The one module that talks to the server. Reads are always revalidated, so that an unchanged
 * answer costs a 304; errors arrive as a Problem (the server said no) or as Unreachable
 * (nobody answered, so it is not known whether a write has arrived).
 */

const TIMEOUT = 20_000;
// A photo over a bad line.
const UPLOAD_TIMEOUT = 120_000;

/** The server refused: `detail` is for people, `errors` is [{field, reason}]. */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.detail = body.detail || "";
    this.errors = body.errors || [];
    // Where to begin with a proof of work, if one is asked for (428).
    this.challenge = body.challenge;
    this.retryAfter = retryAfter;
  }

  /** The reason given for a field, such as `remarks.0.body`, or undefined. */
  reason(field) {
    return this.errors.find((error) => error.field.startsWith(field))?.reason;
  }
}

/** No answer came: no network, or the server took too long. */
export class Unreachable extends Error {}

/** Parsed JSON of `url`. An aborted `signal` rejects with its AbortError; `credentials: "omit"` sends no cookie. */
export function get(url, { signal, credentials = "same-origin" } = {}) {
  return send(url, { cache: "no-cache", credentials }, signal);
}

/** POST `body` as JSON, answer its parsed JSON. */
export function post(url, body, { signal } = {}) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  return send(url, { method: "POST", headers, body: JSON.stringify(body) }, signal);
}

/** DELETE, answer its parsed JSON, if any. */
export function remove(url, { signal } = {}) {
  return send(url, { method: "DELETE", headers: { "X-CSRFToken": csrfToken() } }, signal);
}

/** POST a FormData with files, answer its parsed JSON. */
export function upload(url, body, { signal } = {}) {
  const options = { method: "POST", headers: { "X-CSRFToken": csrfToken() }, body };
  return send(url, options, signal, UPLOAD_TIMEOUT);
}

/** POST a form as browsers do, answer the page that comes back as a Document. */
export async function submit(url, body) {
  const headers = { Accept: "text/html", "X-CSRFToken": csrfToken() };
  const text = await send(url, { method: "POST", headers, body });
  return new DOMParser().parseFromString(text, "text/html");
}

/** `path` with the pairs of `params` added; empty values are left out. */
export function address(path, params) {
  const url = new URL(path, location.href);
  for (const [name, value] of params) {
    if (value !== "" && value != null) url.searchParams.append(name, value);
  }
  return url.href;
}

async function send(url, options, signal, longest = TIMEOUT) {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), longest);
  const forward = () => timer.abort();
  signal?.addEventListener("abort", forward);
  try {
    const headers = { Accept: "application/json, application/problem+json", ...options.headers };
    return await parse(await fetch(url, { ...options, headers, signal: timer.signal }));
  } catch (error) {
    if (error instanceof Problem) throw error;
    signal?.throwIfAborted();
    throw new Unreachable(error.message);
  } finally {
    clearTimeout(timeout);
    signal?.removeEventListener("abort", forward);
  }
}

async function parse(response) {
  const isJson = /[/+]json/.test(response.headers.get("Content-Type") || "");
  if (response.ok) return isJson ? response.json() : response.text();
  const body = isJson ? await response.json() : {};
  throw new Problem(response.status, body, Number(response.headers.get("Retry-After")) || null);
}

/** Of a form of this page; a service worker has no page. */
function csrfToken() {
  return globalThis.document?.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}
