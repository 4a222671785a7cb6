/** The photos of a remark, small, each leading to itself in full; mirrors feedback/_photos.html. */

import { h, icon } from "../dom.js";
import { fill, number } from "../words.js";

const PREVIEW = 400;

/** The list of `photos` as the API tells them ([{url, preview, alt, width, height}]), or null for none. */
export function gallery(photos) {
  if (!photos?.length) return null;
  return h("ul", { class: "photos" }, ...photos.map((photo, index) => h("li", {}, picture(photo, index + 1))));
}

/** "2 photos · " with a camera, for the foot of a line; mirrors feedback/_photo_number.html. */
export function photoNumber(photos) {
  if (!photos?.length) return null;
  const words = ngettext("%(number)s photo", "%(number)s photos", photos.length);
  return h("span", {}, icon("camera"), " ", fill(words, { number: number(photos.length) }), " · ");
}

function picture({ url, preview, alt, width, height }, index) {
  const scale = Math.min(1, PREVIEW / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const words = alt || fill(gettext("Photo %(number)s, without a description"), { number: index });
  return h("a", { href: url, target: "_blank", rel: "noopener" },
    h("img", { src: preview, alt: words, loading: "lazy", decoding: "async", ...size }));
}
