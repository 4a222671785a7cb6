/** The form's fields as the answers that the API takes, and as a draft that a reload gives back. */

const CHOSEN = ["single", "multiple", "place"];
const NOT_KEPT = ["csrfmiddlewaretoken", "shown_at", "website", "key"];
const DECLINED = "declined";

/** [answer] of the questions that are asked, those left open included as nothing. */
export function answersOf(form) {
  const asked = [...form.querySelectorAll("[data-question][data-asked]")];
  return asked.map(answerOf).filter((answer) => answer !== null);
}

/** What is said to one question, as AnswerInSerializer takes it; null for nothing. */
export function answerOf(element) {
  const { question, kind } = element.dataset;
  const said = isDeclined(element) ? { declined: true } : valueOf(element, kind);
  return said && { question: Number(question), ...said };
}

/** How many answers were chosen, ranked or drawn. */
export function countOf(element) {
  const { choices, places } = answerOf(element) ?? {};
  return (choices ?? places ?? []).length;
}

/** [[name, value]] of everything that is typed or chosen, to be kept. */
export function entriesOf(form) {
  return [...new FormData(form)].filter(([name, value]) => value && !NOT_KEPT.includes(name));
}

/** Put kept entries back. Fields of further places are there already; see drawing.js. */
export function restore(form, entries) {
  const values = group(entries);
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.includes(field.name)) continue;
    const kept = (values.get(field.name) ?? []).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = kept.includes(field.value);
    else if (field.type !== "submit" && field.type !== "button" && kept.length) [field.value] = kept;
  }
}

function group(entries) {
  const groups = new Map();
  for (const entry of entries) groups.set(entry[0], [...(groups.get(entry[0]) ?? []), entry]);
  return groups;
}

function isDeclined(element) {
  return Boolean(element.querySelector(`input[value=${DECLINED}]:checked`));
}

function valueOf(element, kind) {
  if (CHOSEN.includes(kind)) return chosenIn(element);
  if (kind === "ranking") return rankedIn(element);
  if (kind === "scale" || kind === "number") return numberIn(element);
  if (kind === "short_text" || kind === "long_text") return textIn(element);
  return placesIn(element);
}

function chosenIn(element) {
  const choices = [...element.querySelectorAll("input:checked")].map(({ value }) => Number(value));
  const words = element.querySelector("[data-words]:not([hidden]) input")?.value.trim();
  return choices.length ? { choices, ...(words && { text: words }) } : null;
}

function rankedIn(element) {
  const ranked = [...element.querySelectorAll("select")].filter(({ value }) => value);
  ranked.sort((one, other) => Number(one.value) - Number(other.value));
  const choices = ranked.map((select) => Number(select.closest("[data-choice]").dataset.choice));
  return choices.length ? { choices } : null;
}

/** A number as it was typed: the server says what is wrong with one that is none. */
function numberIn(element) {
  const text = (element.querySelector("input:checked") ?? element.querySelector("input.input"))?.value ?? "";
  const plain = text.replace(/\s/g, "").replace(",", ".");
  return plain ? { number: Number.isNaN(Number(plain)) ? plain : Number(plain) } : null;
}

function textIn(element) {
  const text = element.querySelector("textarea, input.input").value.trim();
  return text ? { text } : null;
}

function placesIn(element) {
  const places = [...element.querySelectorAll("[data-row]")].map(placeOf).filter((place) => place !== null);
  return places.length ? { places } : null;
}

/** One place of a map question; null for one that says nothing. */
export function placeOf(row) {
  const fields = [...row.querySelectorAll("[data-field]")].filter(({ value }) => value.trim());
  if (!fields.length) return null;
  const said = Object.fromEntries(fields.map(({ dataset, value }) => [dataset.field, value.trim()]));
  if (said.geometry) said.geometry = JSON.parse(said.geometry);
  if (said.zone) said.zone = Number(said.zone);
  return said;
}
