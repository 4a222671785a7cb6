/** What is seen of a map as one SVG drawing: its shapes, names, pins and scale, in the colours that they have now. */

import L from "./leaflet.js";
import { s } from "../dom.js";

const PAINT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"];
const DOT = 8;

/** {width, height, drawing, scale}: an SVG group in pixels from the top left, and the scale as {pixels, words}. */
export function sketch(view) {
  const map = view.leaflet;
  const { x: width, y: height } = map.getSize();
  const origin = map.containerPointToLayerPoint([0, 0]);
  const moved = s("g", { transform: `translate(${-origin.x} ${-origin.y})` },
    ...shapes(view.element), ...labels(map), ...marks(map));
  const ground = s("rect", { width, height, fill: getComputedStyle(view.element).backgroundColor });
  const line = view.element.querySelector(".leaflet-control-scale-line");
  return { width, height, drawing: s("g", {}, ground, moved), scale: { pixels: line.offsetWidth, words: line.textContent } };
}

/** The paths of all panes, from the lowest up. */
function shapes(element) {
  return [...element.querySelectorAll(".leaflet-pane > svg")]
    .sort((one, other) => order(one) - order(other))
    .flatMap((drawn) => [...drawn.querySelectorAll("path")])
    .filter((path) => path.getAttribute("d") !== "M0 0")
    .map((path) => s("path", { d: path.getAttribute("d"), "fill-rule": "evenodd", ...paint(path) }));
}

function order(drawn) {
  return Number(getComputedStyle(drawn.parentElement).zIndex) || 0;
}

function paint(path) {
  const style = getComputedStyle(path);
  return Object.fromEntries(PAINT.map((name) => [name, style.getPropertyValue(name)]));
}

function labels(map) {
  const pane = map.getPane("labels");
  return [...pane.querySelectorAll(".map-label:not([hidden])")].map((label) => {
    const { m41: left, m42: top } = new DOMMatrix(getComputedStyle(label).transform);
    const style = getComputedStyle(label);
    return s("text", {
      x: left + label.offsetWidth / 2, y: top + label.offsetHeight / 2, "text-anchor": "middle", "dominant-baseline": "central",
      fill: style.color, "font-size": style.fontSize, "font-weight": style.fontWeight,
      stroke: getComputedStyle(map.getContainer()).getPropertyValue("--map-halo"), "stroke-width": 3, "paint-order": "stroke",
    }, label.textContent);
  });
}

/** A pin as a dot in its colour, a cluster as a disc with its number. */
function marks(map) {
  return [...map.getPane("markerPane").children].flatMap((mark) => {
    const { x, y } = L.DomUtil.getPosition(mark);
    const disc = mark.querySelector(".cluster-disc");
    if (!disc) return s("circle", { cx: x, cy: y, r: DOT, fill: mark.querySelector(".pin-shape")?.getAttribute("fill"), stroke: "#ffffff", "stroke-width": 2 });
    const style = getComputedStyle(disc);
    return [
      s("circle", { cx: x, cy: y, r: disc.offsetWidth / 2, fill: style.backgroundColor }),
      s("text", { x, y, fill: style.color, "font-size": 14, "font-weight": 600, "text-anchor": "middle", "dominant-baseline": "central" }, disc.textContent),
    ];
  });
}
