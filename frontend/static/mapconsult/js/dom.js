/** Making elements without markup in strings: what residents typed can never become HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** h("p", {class: "soft", hidden: true, onclick}, "text", child): attributes, listeners, children. */
export function h(name, attributes = {}, ...children) {
  return fillIn(document.createElement(name), attributes, children);
}

/** The same for SVG elements. */
export function s(name, attributes = {}, ...children) {
  return fillIn(document.createElementNS(SVG, name), attributes, children);
}

/** A symbol of img/icons.svg. */
export function icon(name) {
  return s("svg", { class: "icon", "aria-hidden": "true" }, use(name));
}

/** `<use>` of a symbol, for drawings that contain an icon. */
export function use(name, attributes = {}) {
  return s("use", { href: `${document.body.dataset.icons}#${name}`, ...attributes });
}

/** The parsed content of a json_script element. */
export function data(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

function fillIn(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}
