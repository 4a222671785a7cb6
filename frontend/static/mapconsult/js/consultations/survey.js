/** The outline of a survey: its buttons and handles change it in place, the page stays where it is. */

import { announce } from "../announce.js";
import { h } from "../dom.js";
import { submit } from "../request.js";
import { dragRows } from "./drag.js";

const BUTTONS = ["move", "duplicate", "prepared"];
const told = h("div", {});
let survey = document.querySelector("[data-survey]");
survey.before(told);
takeOver();

function takeOver() {
  for (const hidden of survey.querySelectorAll("[data-grip], [data-drag-told]")) hidden.hidden = false;
  survey.addEventListener("submit", press);
  dragRows(survey, { rows: "[data-question]", lists: "[data-questions]", onDrop: dropQuestion });
  dragRows(survey, { rows: "[data-section]", lists: "[data-sections]", onDrop: dropSection });
}

function press(event) {
  const { submitter, target } = event;
  if (!BUTTONS.includes(submitter?.name)) return;
  event.preventDefault();
  change(new FormData(target, submitter), { button: submitter.id });
}

function dropQuestion(row, list, place, undo) {
  const into = list.closest("[data-section]").dataset.section;
  change(form({ question: row.dataset.question, into, place }), { undo });
}

function dropSection(row, _list, place, undo) {
  change(form({ section: row.dataset.section, place }), { undo });
}

function form(fields) {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
}

/** Let the server do it, and show what it answers; the button that was pressed keeps the focus. */
async function change(fields, { button, undo = () => {} }) {
  survey.setAttribute("aria-busy", "true");
  try {
    show(await submit(location.pathname, fields));
    focus(button);
  } catch {
    undo();
    survey.removeAttribute("aria-busy");
    const words = gettext("Not changed: the server does not answer. Try again in a moment.");
    told.replaceChildren(h("p", { class: "message message-error", role: "alert" }, words));
    told.scrollIntoView({ block: "nearest" });
  }
}

function show(page) {
  const fresh = page.querySelector("[data-survey]");
  const messages = [...page.querySelectorAll("main .message[role=status]")];
  for (const message of messages) message.removeAttribute("role");
  survey.replaceWith(fresh);
  survey = fresh;
  told.replaceChildren(...messages);
  if (messages.some((message) => message.matches(".message-error"))) told.scrollIntoView({ block: "nearest" });
  announce(messages.map((message) => message.textContent.trim()).join(" ") || gettext("Moved and saved."));
  takeOver();
}

function focus(id) {
  const button = id && document.getElementById(id);
  const other = button?.disabled ? button.parentElement.querySelector("button:not(:disabled)") : button;
  other?.focus();
}
