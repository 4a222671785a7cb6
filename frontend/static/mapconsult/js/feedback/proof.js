/**
 * Proofs of work: where many remarks come at once, the server asks a device to compute for a second or two
 * first. Asked for and solved when sending, so that what was written without a network passes, too.
 */

import { get } from "../request.js";

// What the server is told by a device that cannot: browsers compute over TLS alone. A moderator looks then.
const UNABLE = "unable";
const LONGEST = 60_000;

/** The text that solves a new challenge of `url`, by ALTCHA's worker at `solver`. */
export async function prove(url, solver) {
  if (!globalThis.crypto?.subtle) return UNABLE;
  const challenge = await get(url);
  const solution = await solve(challenge, solver);
  return solution ? btoa(JSON.stringify({ challenge, solution })) : UNABLE;
}

/** {counter, derivedKey}, or null when the worker cannot. */
async function solve(challenge, solver) {
  const worker = new Worker(solver);
  try {
    return await new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data?.derivedKey ? data : null);
      worker.onerror = () => resolve(null);
      worker.postMessage({ type: "work", challenge, timeout: LONGEST });
    });
  } finally {
    worker.terminate();
  }
}
