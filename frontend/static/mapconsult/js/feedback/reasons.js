/** Why the server did not take what was sent. */

import { Problem } from "../request.js";

/** The reason in words; nobody answering is one, too. */
export function reasonOf(error) {
  if (!(error instanceof Problem)) return gettext("No connection to the server. What you wrote stays here: try again in a moment.");
  return error.errors[0]?.reason || error.detail || error.message;
}
