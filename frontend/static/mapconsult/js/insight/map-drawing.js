/** The map as it is seen, as a picture that says by itself what it shows: title, filters, legend, scale, date. */

import { s } from "../dom.js";
import { sketch } from "../map/sketch.js";
import { fill, language } from "../words.js";

const MARGIN = 24;
const LINE = 20;
// As many letters as a line of 14 px surely holds, for each pixel of its width.
const LETTERS = 0.13;
const moments = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });

/** The text of an SVG. */
export function draw(picture) {
  const { width, height, drawing, scale } = sketch(picture.view);
  const style = getComputedStyle(picture.root);
  const ink = style.color;
  const wrap = (words) => wrapped(words, width * LETTERS);
  const head = [...wrap(picture.view.element.getAttribute("aria-label")), ...wrap(filterWords(picture))];
  const above = MARGIN + head.length * LINE + LINE / 2;
  const foot = [...legendLines(picture.root, wrap), ...notes(picture, wrap)];
  const below = above + height + LINE * 2;
  const whole = below + LINE * (foot.length + 1) + MARGIN;
  drawing.setAttribute("transform", `translate(${MARGIN} ${above})`);
  drawing.setAttribute("clip-path", "url(#frame)");
  const svg = s("svg", { xmlns: "http://www.w3.org/2000/svg", width: width + 2 * MARGIN, height: whole, "font-family": "sans-serif", "font-size": 14, fill: ink },
    s("clipPath", { id: "frame" }, s("rect", { width, height })),
    s("rect", { width: "100%", height: "100%", fill: style.getPropertyValue("--paper") }),
    ...head.map((words, index) => text(MARGIN, MARGIN + LINE * (index + 0.5), words, index === 0)),
    drawing,
    s("path", { d: `M${MARGIN} ${below - 22}v6h${scale.pixels}v-6`, fill: "none", stroke: ink, "stroke-width": 2 }),
    text(MARGIN + scale.pixels + 8, below - 16, scale.words),
    ...foot.flatMap(({ words, color, strong }, index) => {
      const y = below + LINE * (index + 0.5);
      const swatch = color && s("rect", { x: MARGIN, y: y - 12, width: 20, height: 14, fill: color, stroke: ink, "stroke-width": 0.5 });
      return [swatch, text(MARGIN + (color ? 28 : 0), y, words, strong)].filter(Boolean);
    }));
  return new XMLSerializer().serializeToString(svg);
}

function text(x, y, words, strong = false) {
  return s("text", { x, y, "font-weight": strong ? 700 : 400 }, words);
}

/** What is filtered by, as the page says it. */
function filterWords({ root, frame }) {
  const said = [...root.querySelectorAll("[data-said] a > span:first-child")].map((words) => words.textContent.trim().replace(/\s+/g, " "));
  return [...said, frame?.when].filter(Boolean).join(" · ") || gettext("All remarks, without a filter");
}

/** The legend as it stands below the map: [{words, color, strong}]. */
function legendLines(root, wrap) {
  return [...root.querySelectorAll("[data-legend] p, [data-legend] li")].flatMap((part) => {
    const swatch = part.querySelector(".swatch");
    const color = swatch && getComputedStyle(swatch).backgroundColor;
    const words = [...part.childNodes].map((node) => node.textContent.trim()).filter(Boolean).join(" ");
    const strong = part.classList.contains("legend-title");
    return wrap(words).map((line, index) => ({ words: line, color: index ? null : color, strong }));
  });
}

function notes({ view }, wrap) {
  const attribution = view.element.querySelector(".leaflet-control-attribution")?.textContent.trim();
  const made = fill(gettext("As of %(moment)s. Made with mapconsult."), { moment: moments.format(new Date()) });
  return wrap([made, attribution].filter(Boolean).join(" ")).map((words) => ({ words }));
}

/** Words in lines of at most so many letters. */
function wrapped(words, letters) {
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= letters) lines.push("");
    lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}
