/**
 * What the map of the difference compares. The address keeps two queries, `a` and `b`, which stand beside the
 * other filters; with `b` alone, the filters as they are are compared with it (a saved view).
 */

const NAMED = ["category", "phase"];

export class Compare {
  constructor(picture) {
    const { root, filters } = picture;
    Object.assign(this, { picture, filters, bar: root.querySelector("[data-compare]") });
    if (!this.bar) return;
    const names = ["kind", "day", "a", "b", "view"];
    [this.kind, this.day, this.a, this.b, this.view] = names.map((name) => this.bar.querySelector(`[data-compare-${name}]`));
    for (const name of NAMED) this.kind.querySelector(`[value=${name}]`).disabled = this.#options(name).length < 2;
    this.kind.addEventListener("change", () => this.#start());
    for (const field of [this.day, this.a, this.b, this.view]) field?.addEventListener("change", () => this.#apply());
  }

  /** Whether there is something to compare; shows it in the fields. Without an address that says so, the time
   * before and after the middle of the consultation. */
  ready() {
    if (!this.filters.get("b") && this.bar) this.#usual();
    if (this.bar) this.#follow();
    return this.filters.get("b") !== "";
  }

  /** [common pairs, query a, query b] */
  queries() {
    const { pairs } = this.filters;
    const [a, b] = [this.filters.get("a"), this.filters.get("b")];
    if (!a) {
      const isPlace = ([name]) => name === "area" || name === "unit";
      return [pairs.filter(isPlace), new URLSearchParams(pairs.filter((pair) => !isPlace(pair))).toString(), b];
    }
    const said = new Set([...new URLSearchParams(a).keys(), ...new URLSearchParams(b).keys()]);
    return [pairs.filter(([name]) => !NAMED.includes(name) || !said.has(name)), a, b];
  }

  /** What A and B are called. */
  names() {
    const kind = this.#kindNow();
    if (kind === "time") return [gettext("from that day"), gettext("before that day")];
    if (kind === "view") return [gettext("these filters"), this.#chosen(this.view) || gettext("the saved view")];
    return [this.a, this.b].map((field) => this.#chosen(field));
  }

  #chosen(field) {
    return field?.selectedOptions[0]?.textContent ?? "";
  }

  #kindNow() {
    const [a, b] = ["a", "b"].map((name) => new URLSearchParams(this.filters.get(name)));
    if (!this.filters.get("a")) return this.filters.get("b") ? "view" : "time";
    return NAMED.find((name) => a.has(name) && b.has(name)) ?? "time";
  }

  /** Put what the address says in the fields. */
  #follow() {
    const kind = this.#kindNow();
    const [a, b] = ["a", "b"].map((name) => new URLSearchParams(this.filters.get(name)));
    this.kind.value = kind;
    if (kind === "time") this.day.value = a.get("created_after") ?? "";
    if (NAMED.includes(kind)) this.#fill(kind, a.get(kind), b.get(kind));
    if (kind === "view" && this.view) this.view.value = this.filters.get("b");
    for (const part of this.bar.querySelectorAll("[data-compare-for]")) part.hidden = !part.dataset.compareFor.split(" ").includes(kind);
  }

  #usual() {
    const day = this.filters.get("created_after") || this.picture.config.middle;
    if (day) this.#put(`created_after=${day}`, `created_before=${day}`);
  }

  /** The kind was changed: begin with its first choices. */
  #start() {
    const kind = this.kind.value;
    if (kind === "time") return this.#usual();
    if (kind === "view") return this.#put("", this.view.value);
    const [first, second] = this.#options(kind);
    return this.#put(`${kind}=${first.value}`, `${kind}=${second.value}`);
  }

  #apply() {
    const kind = this.#kindNow();
    if (kind === "view") this.#put("", this.view.value);
    else if (kind !== "time") this.#put(`${kind}=${this.a.value}`, `${kind}=${this.b.value}`);
    else if (this.day.value) this.#put(`created_after=${this.day.value}`, `created_before=${this.day.value}`);
  }

  #put(a, b) {
    this.filters.set({ a, b });
  }

  /** The choices of a filter, as its form offers them. */
  #options(name) {
    const boxes = this.picture.root.querySelectorAll(`#filters [name=${name}]`);
    return [...boxes].map((box) => ({ value: box.value, words: box.closest("label")?.textContent.trim() ?? box.value }));
  }

  #fill(name, a, b) {
    for (const [field, value] of [[this.a, a], [this.b, b]]) {
      field.replaceChildren(...this.#options(name).map((option) => new Option(option.words, option.value)));
      field.value = value;
    }
  }
}
