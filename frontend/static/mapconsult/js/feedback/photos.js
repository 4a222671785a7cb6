/** The photos of a remark, small, each leading to itself in full; mirrors feedback/_photos.html. */

import { h } from "../dom.js";
import { fill } from "../words.js";

const PREVIEW = 400;

/** The list of `photos` as the API tells them ([{url, preview, alt, width, height}]), or null for none. */
export function gallery(photos) {
  if (!photos?.length) return null;
  return h("ul", { class: "photos" }, ...photos.map((photo, index) => h("li", {}, picture(photo, index + 1))));
}

function picture({ url, preview, alt, width, height }, number) {
  const scale = Math.min(1, PREVIEW / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const words = alt || fill(gettext("Photo %(number)s, without a description"), { number });
  return h("a", { href: url, target: "_blank", rel: "noopener" },
    h("img", { src: preview, alt: words, loading: "lazy", decoding: "async", ...size }));
}
