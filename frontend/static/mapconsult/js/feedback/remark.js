/** A remark as HTML: a line of the list, and the whole of it. */

import { h, icon } from "../dom.js";
import { pinSymbol } from "../map/pins.js";
import { day, fill, number } from "../words.js";
import { gallery, photoNumber } from "./photos.js";
import { linked, marked } from "./text.js";

export const HASH = "#uwaga-";

/** One line of the list, which leads to the remark's own page `href`; mirrors feedback/_remark.html. */
export function remarkItem({ properties, geometry, photos, highlight }, look, href) {
  const { id, category_name: category, body, received_at: received } = properties;
  const where = geometry ? properties.district_name || properties.gmina_name : gettext("no place");
  return h("li", { class: "remark", "data-id": id },
    pinSymbol(look),
    h("div", { class: "remark-main" },
      h("p", { class: "remark-head" },
        h("a", { class: "remark-link", href }, category || gettext("Remark")),
        stateTag(properties.state),
        outcomeTag(properties.outcome)),
      h("p", { class: "remark-body" }, ...(highlight ? marked(highlight) : linked(body))),
      h("p", { class: "remark-foot" }, photoNumber(photos), [day(received), where, ...talkWords(properties)].filter(Boolean).join(" · "))));
}

/** The whole remark with its place, and what the office decided. */
export function remarkDetail({ properties, geometry, photos }, look) {
  const { reference, category_name: category, body, received_at: received, edited_at: edited } = properties;
  return h("article", { class: "remark-detail" },
    h("header", { class: "remark-title" },
      pinSymbol(look),
      h("div", {},
        h("h2", { tabindex: -1 }, category || gettext("Remark")),
        h("p", { class: "soft small" }, fill(gettext("Remark %(reference)s"), { reference }), " ", stateTag(properties.state)))),
    properties.question_text && h("p", { class: "soft" }, fill(gettext("Answers: %(question)s"), { question: properties.question_text })),
    h("p", { class: "remark-text" }, ...linked(body)),
    gallery(photos),
    h("dl", { class: "facts" },
      ...fact("calendar", gettext("Received"), day(received)),
      ...fact("edit", gettext("Changed"), edited && day(edited)),
      ...fact("place", gettext("Place"), geometry ? placeWords(properties) : gettext("about no single place")),
      ...fact("speech", gettext("Place in words"), properties.place_note),
      ...fact("layers", gettext("About the zone"), properties.zone_name),
      ...fact("whole", gettext("Cadastral parcel"), properties.parcel)),
    decision(properties));
}

/** "osiedle Wieniawa, gmina Lublin, powiat Lublin" of what is known; or that it lies outside known areas. */
export function placeWords({ district_name: district, gmina_name: gmina, powiat_name: powiat }) {
  const parts = [
    district,
    gmina && fill(gettext("gmina %(name)s"), { name: gmina }),
    powiat && fill(gettext("powiat %(name)s"), { name: powiat }),
  ];
  return parts.filter(Boolean).join(", ") || gettext("outside the known areas");
}

function fact(symbol, term, value) {
  return value ? [h("dt", {}, icon(symbol), h("span", {}, term)), h("dd", {}, value)] : [];
}

function decision({ outcome, justification }) {
  if (!outcome) return null;
  return h("section", { class: "decision" },
    h("h3", {}, gettext("What the office decided")),
    h("p", {}, outcomeTag(outcome)),
    justification && h("p", { class: "remark-text" }, ...linked(justification)));
}

/** "3 support it", "2 replies": what others say of it, if anything. */
function talkWords({ supports, replies }) {
  return [
    supports && fill(ngettext("%(count)s supports it", "%(count)s support it", supports), { count: number(supports) }),
    replies && fill(ngettext("%(count)s reply", "%(count)s replies", replies), { count: number(replies) }),
  ];
}

/** Only the people of the host see remarks that are not published. */
function stateTag(state) {
  const words = {
    pending: gettext("waiting for a moderator"),
    hidden: gettext("hidden"),
    withdrawn: gettext("withdrawn"),
  };
  return words[state] ? h("span", { class: "tag" }, words[state]) : null;
}

function outcomeTag(outcome) {
  return outcome ? h("span", { class: `tag tag-${outcome}` }, outcomeWords(outcome)) : null;
}

/** What the office decided, in words. */
export function outcomeWords(outcome) {
  const words = {
    accepted: gettext("accepted"),
    partially_accepted: gettext("partly accepted"),
    rejected: gettext("rejected"),
    no_resolution_needed: gettext("no resolution needed"),
  };
  return words[outcome];
}
