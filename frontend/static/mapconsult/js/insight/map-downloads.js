/** What the map shows, to take away: a picture with title, legend, scale and date, and the data behind it. */

import { address, get } from "../request.js";
import { coloursOf, divisionOf } from "./asked.js";

// Pixels of a PNG for each unit of the SVG: sharp on paper.
const SCALE = 2;
// What of the state beside the filters a picture depends on.
const SHOWN = ["map", "a", "b"];

export class Downloads {
  constructor(picture) {
    this.picture = picture;
    this.menu = picture.root.querySelector("[data-downloads]");
    if (!this.menu) return;
    this.failed = this.menu.querySelector("[data-download-failed]");
    this.png = this.menu.querySelector("[data-download-png]");
    this.png?.addEventListener("click", () => this.#savePng());
    this.menu.addEventListener("toggle", () => this.draw());
  }

  /** Let the links lead to what is shown. */
  draw() {
    if (!this.menu?.open) return;
    this.failed.hidden = true;
    for (const link of this.menu.querySelectorAll("[data-download]")) {
      const isData = link.dataset.download === "geojson";
      link.href = isData ? this.#data() : address(link.pathname, this.#asked());
    }
  }

  /** The pairs that a picture or a table is asked for by. */
  #asked() {
    const { picture } = this;
    const { filters } = picture;
    const shown = SHOWN.map((name) => [name, filters.get(name)]);
    const { bbox, zoom } = picture.view.view();
    const seen = picture.ways[picture.way].rest ? [["in_bbox", bbox.join(",")], ["zoom", zoom]] : [];
    const pairs = picture.pairs.filter(([name]) => !(seen.length && name === "in_bbox"));
    return [...pairs, ...divisionOf(filters), ...coloursOf(filters), ...shown, ...seen];
  }

  /** The address of the features that are drawn. */
  #data() {
    const { url, asked } = this.picture.ways[this.picture.way].source();
    return address(url, asked);
  }

  async #savePng() {
    this.failed.hidden = true;
    this.png.setAttribute("aria-busy", "true");
    try {
      const svg = await get(address(this.png.dataset.url, this.#asked()));
      save(await pixels(svg), `${this.picture.config.slug}.png`);
    } catch {
      this.failed.hidden = false;
    }
    this.png.removeAttribute("aria-busy");
  }
}

/** A drawing as a PNG. */
async function pixels(svg) {
  const source = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth * SCALE, image.naturalHeight * SCALE];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(source);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
