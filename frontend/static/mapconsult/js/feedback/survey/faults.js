/** What is wrong with an answer, said beside its question. */

import { announce } from "../../announce.js";
import { fill } from "../../words.js";
import { answerOf, countOf } from "./values.js";

/** Say what is missing in these questions, and go to the first; true when nothing is. */
export function isComplete(questions) {
  for (const question of questions) tell(question, flawOf(question));
  return focusFirst(questions);
}

/** Say a reason beside a question; none takes it away. */
export function tell(question, reason) {
  const place = question.querySelector("[data-error]");
  place.textContent = reason ?? "";
  place.hidden = !reason;
  for (const field of question.querySelectorAll(".input:not(select)")) {
    if (reason) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

/** Go to the first question with an error; true when there is none. */
export function focusFirst(questions) {
  const wrong = questions.filter((question) => !question.querySelector("[data-error]").hidden);
  if (!wrong.length) return true;
  const field = wrong[0].querySelector("input:not([type=hidden]):not([hidden]), textarea, button:not([hidden])");
  wrong[0].scrollIntoView({ block: "start" });
  (field ?? wrong[0]).focus({ preventScroll: true });
  const count = ngettext("%(count)s question needs a look.", "%(count)s questions need a look.", wrong.length);
  announce(`${fill(count, { count: wrong.length })} ${wrong[0].querySelector("[data-error]").textContent}`);
  return false;
}

function flawOf(question) {
  const answer = answerOf(question);
  if (!answer) return "required" in question.dataset ? missing(question.dataset.kind) : null;
  if (typeof answer.number === "string") return gettext("Write a number.");
  const most = Number(question.dataset.most ?? Infinity);
  if (countOf(question) > most) return fill(ngettext("Choose at most %(most)s.", "Choose at most %(most)s.", most), { most });
  return null;
}

function missing(kind) {
  if (["point", "line", "area"].includes(kind)) return gettext("Mark a place, or say it without the map.");
  if (["single", "multiple", "place", "scale", "ranking"].includes(kind)) return gettext("Choose an answer.");
  return gettext("Answer this question.");
}
