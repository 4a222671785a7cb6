/** The page of a survey: parts, conditions and maps; kept while typing, and sent exactly once. */

import { Counter } from "../counter.js";
import * as outbox from "../../outbox/outbox.js";
import { fill } from "../../words.js";
import { applyConditions } from "./conditions.js";
import { Drawing } from "./drawing.js";
import { focusFirst, isComplete, tell } from "./faults.js";
import { Prepared } from "./prepared.js";
import { Ranking } from "./ranking.js";
import { Steps } from "./steps.js";
import { answersOf, entriesOf, restore } from "./values.js";

// Milliseconds after the last letter.
const RESTING = 400;
const KIND = "survey";

class Survey {
  constructor(form) {
    this.form = form;
    // Officials try it: nothing is kept, and the page alone says whether the answers are right.
    this.isPreview = "preview" in form.dataset;
    this.key = outbox.newKey();
    this.questions = [...form.querySelectorAll("[data-question]")];
    this.widgets = new Map(this.questions.map((question) => [question, this.#widget(question)]));
    form.classList.add("is-live");
    this.steps = new Steps(form, (part) => this.#opened(part));
    this.#listen();
  }

  /** Take up what was begun, then show the first part; after a refusal by the page itself the part it is in. */
  async begin() {
    const wrong = document.querySelector("[data-survey-wrong]");
    if (!wrong && !this.isPreview) await this.#takeUp();
    applyConditions(this.form);
    const first = this.questions.find((question) => !question.querySelector("[data-error]").hidden);
    this.steps.refresh(first?.closest("[data-part]") ?? this.steps.current);
  }

  #widget(question) {
    const { parts } = this.form.dataset;
    const changed = () => this.#changed(question);
    const [list, drawn] = ["ranking", "drawn"].map((name) => question.querySelector(`[data-${name}]`));
    const count = question.querySelector("textarea ~ [data-count]");
    if (count) new Counter(question.querySelector("textarea"), count);
    if (list) return new Ranking(list, changed);
    if (drawn) return new Drawing(drawn, parts, changed);
    return question.querySelector("[data-places]") ? new Prepared(question, parts) : null;
  }

  find(name) {
    return document.querySelector(`[data-${name}]`);
  }

  #listen() {
    const on = (name, act) => this.find(name).addEventListener("click", act);
    on("next", () => this.#isPartComplete() && this.steps.forward());
    on("back", () => this.steps.back());
    on("forget", () => this.#forget());
    on("try-again", () => this.#tryAgain());
    this.form.addEventListener("change", ({ target }) => this.#onDeclined(target));
    for (const name of ["input", "change"]) {
      this.form.addEventListener(name, ({ target }) => this.#changed(target.closest("[data-question]")));
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  /** What was begun on this device, or waits for the network. */
  async #takeUp() {
    const mine = (entry) => entry.kind === KIND;
    const waiting = (await outbox.pending(this.form.dataset.slug)).find((entry) => mine(entry) && entry.state !== "refused");
    if (waiting) return this.#answered(waiting);
    const begun = (await outbox.drafts(this.form.dataset.slug)).find(mine);
    if (!begun?.content) return undefined;
    this.key = begun.key;
    this.#fillIn(begun.content.entries);
    this.find("kept").hidden = false;
    this.steps.current = this.steps.all[begun.content.part] ?? this.steps.current;
    return undefined;
  }

  #fillIn(entries) {
    const rows = Object.fromEntries(entries.filter(([name]) => name.endsWith("-rows")));
    for (const [question, widget] of this.widgets) widget?.ensureRows?.(Number(rows[`${question.id}-rows`] ?? 1));
    restore(this.form, entries);
    for (const widget of this.widgets.values()) (widget?.draw instanceof Function ? widget.draw() : widget?.refresh?.());
  }

  #opened(part) {
    for (const [question, widget] of this.widgets) {
      if (part.contains(question) && !question.hidden) widget?.open?.();
    }
  }

  #changed(question) {
    if (question) tell(question, null);
    if (applyConditions(this.form)) this.steps.refresh();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#keep(), RESTING);
  }

  /** "I rather not say" and an answer take each other away. */
  #onDeclined(target) {
    const question = target.closest("[data-question]");
    const declined = question?.querySelector("input[type=checkbox][value=declined]");
    if (!declined?.checked) return;
    if (target !== declined) {
      declined.checked = !target.value;
      return;
    }
    for (const field of question.querySelectorAll("input.input, textarea, select")) field.value = "";
    for (const field of question.querySelectorAll("input[type=checkbox]")) field.checked = field === declined;
  }

  #parts() {
    const { slug, title, office: name, officeEmail: email, officePrivacy: privacy } = this.form.dataset;
    const content = { entries: entriesOf(this.form), part: this.steps.all.indexOf(this.steps.current) };
    const summary = this.questions.filter(({ hidden }) => !hidden).flatMap(told).join("\n");
    return { key: this.key, slug, title, page: location.pathname, office: { name, email, privacy }, kind: KIND, content, summary, places: [] };
  }

  async #keep() {
    if (this.sending || this.isPreview) return;
    await outbox.keep(this.#parts());
    this.find("kept-note").hidden = !outbox.isLasting();
  }

  async #forget() {
    clearTimeout(this.resting);
    await outbox.drop(this.key);
    location.reload();
  }

  #isPartComplete() {
    return isComplete(this.questions.filter((question) => !question.hidden && this.steps.current.contains(question)));
  }

  async #send() {
    if (this.sending || !this.#isPartComplete()) return;
    clearTimeout(this.resting);
    if (this.isPreview) {
      this.form.submit();
      return;
    }
    this.#busy(gettext("Sending…"));
    const answers = answersOf(this.form);
    const kept = this.form.elements.in_account?.checked ?? false;
    const body = { key: this.key, answers, in_account: kept, website: this.form.elements.website.value };
    const onProving = () => this.#busy(gettext("One moment, we are checking…"));
    const entry = await outbox.send({ ...this.#parts(), url: this.form.dataset.url, body }, { onProving });
    await this.#answered(entry, answers);
  }

  async #answered(entry, answers) {
    if (entry?.receipt) return this.#thank(entry);
    this.#busy(null);
    return entry?.state === "refused" ? this.#refused(entry.problem, answers) : this.#wait(entry);
  }

  async #thank({ key, receipt }) {
    await outbox.drop(key);
    location.assign(`${receipt.edit_url}?answered`);
  }

  #busy(words) {
    const button = this.find("send");
    this.sending = words !== null;
    this.idle ??= button.textContent;
    button.setAttribute("aria-disabled", this.sending);
    button.textContent = words ?? this.idle;
  }

  /** Say the reasons beside their questions, and go to the first of them. */
  #refused({ status, detail, errors }, answers) {
    const others = [];
    for (const { field, reason } of errors) {
      const [kind, id] = field.split(".");
      const number = kind === "answers" ? answers[id]?.question : id;
      const question = document.getElementById(`q${number}`);
      if (question) tell(question, reason);
      else others.push(reason);
    }
    const wrong = this.questions.find((question) => !question.querySelector("[data-error]").hidden);
    if (wrong) this.steps.go(wrong.closest("[data-part]"));
    if (wrong && focusFirst(this.questions) === false && !others.length) return;
    const general = status === 409 || !others.length ? detail : others.join(" ");
    this.#refuse(general || gettext("The answers were not taken."));
  }

  #refuse(words) {
    const place = this.find("refusal");
    place.textContent = words;
    place.hidden = false;
    place.focus();
  }

  /** No network: what was sent waits in the outbox. */
  #wait(entry) {
    this.key = entry?.key ?? this.key;
    this.form.hidden = true;
    this.find("waiting").hidden = false;
    this.find("waiting").querySelector("h2").focus();
    outbox.watch(() => this.#look());
  }

  async #look() {
    const entry = await outbox.get(this.key);
    if (entry?.receipt) await this.#thank(entry);
    if (entry?.state === "refused") location.reload();
  }

  async #tryAgain() {
    await outbox.sendNow(this.key);
    await this.#look();
  }
}

/** [question: words] of a question that is answered by typing, for the list of what waits. */
function told(question) {
  const field = question.querySelector("textarea:not([data-field]), input.input:not([data-field])");
  const text = field?.value.trim();
  const name = question.querySelector("legend, label").textContent.trim();
  return text ? [fill("%(name)s %(text)s", { name, text })] : [];
}

new Survey(document.querySelector("[data-survey]")).begin();
