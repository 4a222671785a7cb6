/**
 * What somebody began to write, kept in this tab until it is sent or thrown away: a reload, an error or
 * a lost connection loses nothing. `key` stays the same until the server has answered; `tried` are the
 * bodies sent without an answer, any of which may have arrived.
 */

export class Draft {
  constructor(slug) {
    this.name = `draft:${slug}`;
    this.content = this.#stored();
  }

  /** {key, tried, place, category, body, contact}, or null when nothing was begun. */
  read() {
    return this.content;
  }

  /** Write over what is given; the key is made once. */
  write(changes) {
    this.content = { key: newKey(), tried: [], ...this.content, ...changes };
    this.#store();
    return this.content;
  }

  clear() {
    this.content = null;
    this.#store();
  }

  #stored() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  /** Storage may be full or forbidden: then the draft lives as long as the page. */
  #store() {
    try {
      if (this.content) sessionStorage.setItem(this.name, JSON.stringify(this.content));
      else sessionStorage.removeItem(this.name);
    } catch {
      return;
    }
  }
}

/** A random UUID; crypto.randomUUID is missing on pages without TLS. */
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
