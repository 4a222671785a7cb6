/**
 * Bringing answers into an order: the selects of the form without a script hold it, and are shown as a list
 * with buttons, which can be dragged as well.
 */

import { announce } from "../../announce.js";
import { h, icon } from "../../dom.js";
import { fill } from "../../words.js";

export class Ranking {
  /** @param {HTMLElement} list `[data-ranking]`. @param {function} onChange () when the order is another one. */
  constructor(list, onChange) {
    Object.assign(this, { list, onChange, most: Number(list.dataset.most) });
    this.items = [...list.children].map((element) => ({
      name: element.querySelector("label").textContent,
      select: element.querySelector("select"),
    }));
    this.chosen = h("ol", { class: "rank-chosen", "aria-label": gettext("Your order") });
    this.rest = h("ul", { class: "rank-rest", "aria-label": gettext("Not in your order yet") });
    this.hint = h("p", { class: "field-hint" }, gettext("Choose what matters most first, then what comes next."));
    list.after(this.hint, this.chosen, this.rest);
    list.hidden = true;
    this.draw();
  }

  /** Show the order that the selects hold. */
  draw() {
    const ranked = this.#ranked();
    const full = ranked.length >= this.most;
    this.chosen.replaceChildren(...ranked.map((item, index) => this.#row(item, index, ranked.length)));
    const others = this.items.filter((item) => !ranked.includes(item));
    this.rest.replaceChildren(...(full ? [] : others).map((item) => this.#offer(item, ranked)));
    this.chosen.hidden = !ranked.length;
    this.rest.hidden = full || !others.length;
  }

  #ranked() {
    const ranked = this.items.filter(({ select }) => select.value);
    return ranked.sort((one, other) => Number(one.select.value) - Number(other.select.value));
  }

  #set(ranked) {
    for (const { select } of this.items) select.value = "";
    ranked.forEach(({ select }, index) => (select.value = String(index + 1)));
    this.draw();
    this.onChange();
  }

  #offer(item, ranked) {
    const label = h("span", {}, item.name);
    const act = () => {
      this.#set([...ranked, item]);
      this.#say(item);
      (this.rest.querySelector("button") ?? this.chosen.querySelector("li:last-child button")).focus();
    };
    return h("li", {}, h("button", { type: "button", class: "button rank-offer", onclick: act }, icon("plus"), label));
  }

  #row(item, index, count) {
    const ranked = this.#ranked();
    const button = (name, title, act, disabled = false) => h("button", {
      type: "button", class: "button button-quiet button-icon", "aria-label": title, title, disabled, onclick: act, "data-act": name,
    }, icon(name));
    const up = fill(gettext("Move “%(name)s” up"), item);
    const down = fill(gettext("Move “%(name)s” down"), item);
    const out = fill(gettext("Take “%(name)s” out of your order"), item);
    const row = h("li", { class: "rank-row" },
      h("span", { class: "rank-handle", "aria-hidden": "true" }, String(index + 1)),
      h("span", { class: "rank-name" }, item.name),
      button("up", up, () => this.#move(item, index - 1, "up"), index === 0),
      button("down", down, () => this.#move(item, index + 1, "down"), index === count - 1),
      button("close", out, () => this.#drop(item)));
    row.querySelector(".rank-handle").addEventListener("pointerdown", (event) => this.#drag(event, item, ranked));
    return row;
  }

  #move(item, to, act) {
    const others = this.#ranked().filter((other) => other !== item);
    this.#set([...others.slice(0, to), item, ...others.slice(to)]);
    this.#say(item);
    const row = this.chosen.children[to];
    (row.querySelector(`[data-act=${act}]:not([disabled])`) ?? row.querySelector("button:not([disabled])")).focus();
  }

  #drop(item) {
    this.#set(this.#ranked().filter((other) => other !== item));
    announce(fill(gettext("“%(name)s” is not in your order any more."), item));
    (this.chosen.querySelector("button") ?? this.rest.querySelector("button")).focus();
  }

  #say(item) {
    const ranked = this.#ranked();
    const values = { name: item.name, place: ranked.indexOf(item) + 1, count: ranked.length };
    announce(fill(gettext("“%(name)s” has place %(place)s of %(count)s."), values));
  }

  /** Where the finger or the mouse lets go of it. */
  #drag(event, item, ranked) {
    event.preventDefault();
    const row = event.currentTarget.parentElement;
    const rows = [...this.chosen.children];
    const middles = rows.map((other) => other.getBoundingClientRect()).map(({ top, height }) => top + height / 2);
    const start = event.clientY;
    const move = ({ clientY }) => (row.style.transform = `translateY(${clientY - start}px)`);
    const end = ({ clientY, type }) => {
      document.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end);
      row.style.transform = "";
      row.classList.remove("rank-dragged");
      const from = ranked.indexOf(item);
      const to = middles.filter((middle, index) => index !== from && clientY > middle).length;
      if (type === "pointerup" && to !== from) this.#move(item, to, "up");
    };
    row.classList.add("rank-dragged");
    document.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
  }
}
