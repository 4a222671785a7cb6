/** A page of the results that the server renders: the form of its filters sends itself, with nothing empty. */

import { Filters } from "./filters.js";
import { closeByEscape, showCurrent } from "./menu.js";
import { Tree } from "./tree.js";

const NARROW = matchMedia("(max-width: 1099px)");
const form = document.querySelector("#filters");

const tree = new Tree(form.querySelector("[data-tree]"));
const filters = new Filters(form, () => location.assign(location.href), { live: false });
tree.follow(filters);
closeByEscape(document);
showCurrent(document);
form.closest("[data-filters]").open = !NARROW.matches;
