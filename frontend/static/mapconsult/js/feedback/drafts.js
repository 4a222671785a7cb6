/** The drafts of remarks about one consultation: what Compose writes, as the outbox keeps and sends it. */

import * as outbox from "../outbox/outbox.js";

// The address of a draft, for those who want to change what waits: the page of the consultation and this + key.
export const DRAFT_HASH = "#szkic-";

export class Drafts {
  /**
   * @param {object} place
   *   slug, title         the consultation
   *   url                 where submissions are sent
   *   photosUrl           where photos are
   *   office              {name, email, privacy: address}: whom to write to when it has closed
   */
  constructor({ slug, title, url, photosUrl, office }) {
    this.entry = { slug, title, office, page: location.pathname, kind: "remarks" };
    this.target = { url, photosUrl };
  }

  /** A new draft {key, slug, remarks: [], stakeholder, contact, website}; kept from the first keep() on. */
  begin() {
    return { key: outbox.newKey(), slug: this.entry.slug, remarks: [], stakeholder: "", contact: {}, website: "" };
  }

  /** Those that were begun and not sent, the newest first. */
  async list() {
    const entries = await outbox.drafts(this.entry.slug);
    return entries.filter(({ kind, content }) => kind === "remarks" && content).map(({ content }) => content);
  }

  /** The draft of that key, also one that waits (to change it before it is sent); else undefined. */
  async find(key) {
    return (await outbox.get(key))?.content ?? undefined;
  }

  /** Write down the draft {key, remarks: [{place, category, body, photos: [{key, blob, alt}]}], ...} as it is now. */
  keep(draft) {
    return outbox.keep(this.#parts(draft));
  }

  /**
   * Send it now, or by itself when the network is back. Resolves with the entry: see outbox.send() for its
   * `state` (sent, waiting, refused), `receipt`, `earlier` and `problem`. Fields of `problem.errors` are those
   * of the API: `remarks.0.body`, `contact.email`.
   */
  send(draft, { onProving } = {}) {
    return outbox.send({ ...this.#parts(draft), ...this.target, body: bodyOf(draft), photos: photosOf(draft) }, { onProving });
  }

  drop(key) {
    return outbox.drop(key);
  }

  #parts(draft) {
    const summary = draft.remarks.map(({ body, place }) => [place?.label, body].filter(Boolean).join("\n")).join("\n\n");
    const places = draft.remarks.map(({ place }) => place?.geometry).filter(Boolean);
    return { ...this.entry, key: draft.key, content: draft, summary, places };
  }
}

/** What the API takes: the same draft always gives the same body, by which a repeat is known. */
function bodyOf({ key, remarks, stakeholder, contact, website }) {
  const body = { key, remarks: remarks.map(remarkOf) };
  if (stakeholder) body.stakeholder = stakeholder;
  if (Object.keys(contact ?? {}).length) body.contact = contact;
  if (website) body.website = website;
  return body;
}

function remarkOf({ place, category, body }) {
  const remark = { geometry: place?.geometry ?? null, category: category ?? null, body };
  for (const name of ["zone", "placed_by", "parcel", "place_note"]) {
    if (place?.[name]) remark[name] = place[name];
  }
  return remark;
}

function photosOf({ remarks }) {
  return remarks.flatMap(({ photos = [] }, index) => photos.map((photo) => ({ ...photo, remark: index + 1 })));
}
