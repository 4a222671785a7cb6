/** What waits to be sent, on the map of its consultation. */

import { Waiting } from "../map/waiting.js";
import { pending, watch } from "./outbox.js";

/** Draw on `view` what waits in the consultation `slug`, now and whenever that changes. */
export function markWaiting(view, slug) {
  const waiting = new Waiting(view);
  const show = async () => {
    const entries = (await pending(slug)).filter(({ receipt }) => !receipt);
    waiting.show(entries.flatMap(({ places = [] }) => places), gettext("Waits on this device to be sent"));
  };
  watch(show);
  show();
}
