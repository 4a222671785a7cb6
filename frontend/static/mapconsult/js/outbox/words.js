/** What is said of an entry of the outbox, and the ways on that are left to its writer. */

import { day, fill, number } from "../words.js";

const CLOSED = 409;
const LONGEST_MAIL = 1500;

/** Where the entry is on its way, in a sentence or two. */
export function stateWords(entry) {
  const { state, receipt, photos = [], lost = [] } = entry;
  if (state === "sending") return gettext("It is being sent…");
  if (state === "refused") return refusal(entry);
  if (!receipt) return waitingFor(entry.problem);
  const { reference } = receipt;
  if (state === "sent" && !lost.length) return fill(gettext("It has arrived under the number %(reference)s."), { reference });
  if (state === "sent") {
    const words = ngettext("%(count)s photo was not taken:", "%(count)s photos were not taken:", lost.length);
    return `${fill(gettext("It has arrived under the number %(reference)s."), { reference })} ${fill(words, { count: number(lost.length) })} ${lost[0]}`;
  }
  const words = ngettext("The words have arrived, %(count)s photo still waits.", "The words have arrived, %(count)s photos still wait.", photos.length);
  return fill(words, { count: number(photos.length) });
}

/** Whether the consultation ended before the entry came. */
export function isTooLate({ state, problem }) {
  return state === "refused" && problem?.status === CLOSED;
}

/** "Written on 3 May 2026" */
export function writtenOn({ changed }) {
  return fill(gettext("Written on %(day)s"), { day: day(new Date(changed).toISOString()) });
}

/** The whole of what was written, as a text to copy, to keep or to send in another way. */
export function asText(entry) {
  const { title, summary, places = [] } = entry;
  const where = places.filter(({ type }) => type === "Point").map(({ coordinates: [lon, lat] }) => `${lat}, ${lon}`);
  const head = [title, writtenOn(entry)];
  if (where.length) head.push(fill(gettext("Place: %(place)s"), { place: where.join("; ") }));
  return [...head, "", summary ?? ""].join("\n");
}

/** mailto: of the office, the words in it; null when nobody knows its e-mail. */
export function mailTo(entry) {
  if (!entry.office?.email) return null;
  const query = new URLSearchParams({ subject: entry.title, body: asText(entry).slice(0, LONGEST_MAIL) });
  return `mailto:${entry.office.email}?${query.toString().replaceAll("+", "%20")}`;
}

function waitingFor(problem) {
  if (navigator.onLine === false || !problem) return gettext("It waits for the network.");
  if (problem.status === 429) {
    const minutes = number(Math.ceil((problem.retryAfter ?? 60) / 60));
    return fill(gettext("Too many came from here in a short time. It is sent by itself in %(minutes)s min."), { minutes });
  }
  if (problem.status) return gettext("The server could not take it. We try again by ourselves.");
  return gettext("Nobody answered. We try again by ourselves.");
}

function refusal({ problem }) {
  if (problem.status === CLOSED) {
    return `${problem.detail} ${gettext("Your words are kept here. You can save them, or send them to the office in another way.")}`;
  }
  const reasons = problem.errors.map(({ reason }) => reason).join(" ");
  return fill(gettext("It was not taken: %(reason)s"), { reason: reasons || problem.detail || problem.status });
}
