/** What people wrote, with its links: as nodes, never as markup. Mirrors feedback/templatetags/said.py. */

import { h } from "../dom.js";

const LINK = /(?:https?:\/\/|www\.)[^\s<>"]+/gi;
// What ends a sentence, not an address.
const TAIL = /[.,:;!?'"»”)\]]+$/;
// Those that feedback/search.py writes.
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
const ENTITY = new RegExp(Object.keys(ENTITIES).join("|"), "g");
const REL = "nofollow ugc noopener noreferrer";

/** The text as an array of strings and links, for h(): h("p", {}, ...linked(body)). */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const shown = found.replace(TAIL, "");
    const href = address(shown);
    if (!href) continue;
    parts.push(text.slice(end, index), h("a", { href, rel: REL }, shown));
    end = index + shown.length;
  }
  return [...parts, text.slice(end)].filter(Boolean);
}

/** The member `highlight` of a remark as an array of strings and <mark>, for h(). */
export function marked(highlight) {
  const parts = highlight.split(/<\/?mark>/).map((part) => part.replace(ENTITY, (entity) => ENTITIES[entity]));
  return parts.map((part, index) => (index % 2 ? h("mark", {}, part) : part)).filter(Boolean);
}

/** The address that is meant, or null for what only looks like one. */
function address(shown) {
  const href = /^www\./i.test(shown) ? `https://${shown}` : shown;
  return URL.canParse?.(href) ?? true ? href : null;
}
