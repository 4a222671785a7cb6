/** Reporting a remark, or a reply to it, as abuse: a form that opens on demand. */

import { h, icon } from "../dom.js";
import { post } from "../request.js";
import { reasonOf } from "./reasons.js";

const LONGEST = 500;

/** @param {string} url of the remark in the API; `reply` is the id of the reply that it is about, if any. */
export function reporting(url, title, reply = null) {
  const fold = h("details", { class: reply ? "report-fold report-small" : "report-fold talk-section" },
    h("summary", {}, h("span", {}, icon("flag"), ` ${title}`)));
  fold.addEventListener("toggle", () => fold.append(form(url, reply, fold)), { once: true });
  return fold;
}

function form(url, reply, fold) {
  const error = h("p", { class: "field-error", role: "alert" });
  const decoy = h("input", { name: "website", tabindex: -1, autocomplete: "off" });
  const words = h("textarea", { class: "input", name: "words", rows: 2, maxlength: LONGEST, "aria-label": gettext("In your words (optional)") });
  const made = h("form", { novalidate: true },
    h("p", { class: "soft" }, gettext("A moderator will read your report. The author will not know who sent it.")),
    error,
    h("fieldset", { class: "field" }, h("legend", {}, gettext("What is wrong?")), ...reasons()),
    h("div", { class: "field" }, h("p", { class: "report-label", "aria-hidden": "true" }, gettext("In your words (optional)")), words),
    h("div", { class: "decoy", "aria-hidden": "true" }, decoy),
    h("button", { class: "button" }, gettext("Send the report")));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = new FormData(made).get("reason");
    if (!reason) {
      error.textContent = gettext("Choose what is wrong.");
      made.querySelector("input[type=radio]").focus();
    } else {
      send(`${url}report/`, { reason, words: words.value, reply, website: decoy.value }, { made, error, fold });
    }
  });
  return made;
}

async function send(url, said, { made, error, fold }) {
  try {
    await post(url, said);
    const done = h("p", { class: "message message-done", role: "status", tabindex: -1 }, gettext("Thank you. A moderator will look at it."));
    made.replaceWith(done);
    done.focus();
    fold.querySelector("summary").hidden = true;
  } catch (failure) {
    error.textContent = reasonOf(failure);
  }
}

function reasons() {
  const choices = {
    insult: gettext("it insults or hates"),
    personal: gettext("it tells somebody's personal data"),
    spam: gettext("it is spam or advertising"),
    off_topic: gettext("it is not about this consultation"),
    other: gettext("something else"),
  };
  return Object.entries(choices).map(([value, words]) =>
    h("label", { class: "check" }, h("input", { type: "radio", name: "reason", value }), words));
}
