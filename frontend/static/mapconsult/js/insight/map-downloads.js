/** What the map shows, to take away: a picture with title, legend, scale and date, and the data behind it. */

import { address, get } from "../request.js";
import { coloursOf, divisionOf } from "./asked.js";
import { draw } from "./map-drawing.js";

// Pixels of a PNG for each unit of the SVG: sharp on paper.
const SCALE = 2;
const SVG = "image/svg+xml";

export class Downloads {
  constructor(picture) {
    this.picture = picture;
    this.menu = picture.root.querySelector("[data-downloads]");
    if (!this.menu) return;
    this.failed = this.menu.querySelector("[data-download-failed]");
    this.png = this.menu.querySelector("[data-download-png]");
    this.png?.addEventListener("click", () => this.#savePng());
    this.menu.querySelector("[data-download=svg]")?.addEventListener("click", (event) => this.#saveSvg(event));
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

  /** The pairs that a picture or a table of areas is asked for by. */
  #asked() {
    const { pairs, filters } = this.picture;
    return [...pairs, ...divisionOf(filters), ...coloursOf(filters)];
  }

  /** The address of the features that are drawn. */
  #data() {
    const { url, asked } = this.picture.ways[this.picture.way].source();
    return address(url, asked);
  }

  /** The server draws the areas, at once for page, report and picture; what else the map shows is drawn here. */
  get #isServers() {
    return this.picture.way === "areas";
  }

  #saveSvg(event) {
    if (this.#isServers) return;
    event.preventDefault();
    save(new Blob([draw(this.picture)], { type: SVG }), `${this.#name}.svg`);
  }

  async #savePng() {
    this.failed.hidden = true;
    this.png.setAttribute("aria-busy", "true");
    try {
      const svg = this.#isServers ? await get(address(this.png.dataset.url, this.#asked())) : draw(this.picture);
      save(await pixels(svg), `${this.#name}.png`);
    } catch {
      this.failed.hidden = false;
    }
    this.png.removeAttribute("aria-busy");
  }

  get #name() {
    return `${this.picture.config.slug}-${this.picture.way}`;
  }
}

/** A drawing as a PNG. */
async function pixels(svg) {
  const source = URL.createObjectURL(new Blob([svg], { type: SVG }));
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
