/** Sending a draft exactly once, whatever the network does. */

import { Problem, Unreachable, post } from "../request.js";
import { prove } from "./proof.js";

/**
 * POST the draft. Answers {receipt, earlier}: `earlier` when an attempt that had seemed lost turns out to
 * have arrived, so that the stored words are those of that attempt. Rejects with Problem or Unreachable.
 * `solver` is the address of ALTCHA's worker; `onProving` is called when a proof of work is asked for.
 */
export async function send(url, draft, { solver, onProving }) {
  const { key, place, category, body, contact, website, tried } = draft.read();
  const { label, ...where } = place;
  const sent = { key, remarks: [{ ...where, category: category ?? null, body }] };
  if (Object.keys(contact ?? {}).length) sent.contact = contact;
  if (website) sent.website = website;
  const others = tried.filter((other) => JSON.stringify(other) !== JSON.stringify(sent));
  draft.write({ tried: [...others, sent] });
  try {
    return { receipt: await deliver(url, sent, solver, onProving), earlier: false };
  } catch (error) {
    if (isRefusal(error)) draft.write({ tried: others });
    if (error instanceof Problem && error.status === 409 && others.length) {
      return { receipt: await recover(url, others, error), earlier: true };
    }
    throw error;
  }
}

/** POST, and once more with a proof if one is asked for. */
async function deliver(url, sent, solver, onProving) {
  try {
    return await post(url, sent);
  } catch (error) {
    if (error.status !== 428) throw error;
    onProving();
    return post(url, { ...sent, proof: await prove(error.challenge, solver) });
  }
}

/** The key is taken: ask again with each body it may have been taken by; the same body gets its answer. */
async function recover(url, bodies, refusal) {
  for (const body of bodies) {
    try {
      return await post(url, body);
    } catch (error) {
      if (error instanceof Unreachable) throw error;
    }
  }
  throw refusal;
}

/** A 4xx stores nothing; a 5xx or silence leaves it open. */
function isRefusal(error) {
  return error instanceof Problem && error.status < 500;
}
