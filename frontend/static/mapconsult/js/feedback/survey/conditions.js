/** What is asked of somebody who has chosen so: the same rule as on the server (survey_answers.py). */

const CHOSEN = "input[type=radio]:checked, input[type=checkbox]:checked";

/** Hide the parts and questions that are not asked now; answers whether any of them has changed. */
export function applyConditions(form) {
  const chosen = new Set();
  let changed = false;
  const decide = (element, within) => {
    const asked = within && isAsked(element, chosen);
    changed ||= (element.dataset.asked !== undefined) !== asked;
    element.toggleAttribute("data-asked", asked);
    return asked;
  };
  for (const part of form.querySelectorAll("[data-part]")) {
    const within = decide(part, true);
    for (const question of part.querySelectorAll("[data-question]")) {
      const asked = decide(question, within);
      question.hidden = !asked;
      if (asked) for (const { value } of question.querySelectorAll(CHOSEN)) chosen.add(value);
    }
    for (const words of part.querySelectorAll("[data-words]")) showWords(words);
  }
  return changed;
}

function isAsked({ dataset: { shownIf } }, chosen) {
  return !shownIf || shownIf.split(" ").some((id) => chosen.has(id));
}

/** The line for own words belongs to a choice. */
function showWords(words) {
  words.hidden = !words.closest("[data-question]").querySelector("[data-worded]:checked");
}
