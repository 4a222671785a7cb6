/** The map of the front page: a pin for each consultation, linked with its card. */

import { data } from "../dom.js";
import { drawAreas } from "../map/areas.js";
import { MapView } from "../map/map.js";
import { Pins } from "../map/pins.js";
import { OutboxList } from "../outbox/list.js";
import { get } from "../request.js";
import { fill, number } from "../words.js";

const POLAND = [14.1, 49.0, 24.2, 54.9];
const LOOKS = {
  open: { color: "#0a5d85", ink: "#ffffff", shape: "drop", icon: "speech" },
  coming: { color: "#e69f00", ink: "#1a232b", shape: "square", icon: "calendar" },
  closed: { color: "#5b6770", ink: "#ffffff", shape: "hexagon", icon: "check" },
};
const FOUND_ZOOM = 7.5;

const markers = data("markers").map((marker) => ({ ...marker, id: marker.slug }));
const element = document.getElementById("map");
const view = new MapView(element, { home: POLAND, baseMaps: data("base-maps"), maxZoom: 14, zoomSnap: 0.25 });
const pins = new Pins(view, {
  label: gettext("Consultations on the map"),
  look: ({ state }) => LOOKS[state] ?? LOOKS.closed,
  name: ({ title, count }) => title ?? fill(ngettext("%(count)s consultation here, zoom in", "%(count)s consultations here, zoom in", count), { count: number(count) }),
  onPick: ({ properties }) => open([properties.slug]),
  onCluster: ({ properties }) => open(properties.ids),
});

/** Lead to the cards of these consultations. */
function open(slugs) {
  const cards = slugs.map((slug) => document.getElementById(slug));
  for (const card of document.querySelectorAll(".card-chosen")) card.classList.remove("card-chosen");
  for (const card of cards) card.classList.add("card-chosen");
  cards[0].scrollIntoView({ block: "nearest" });
  cards[0].querySelector("a").focus({ preventScroll: true });
}

function point({ target }) {
  const slug = target.closest("[data-slug]")?.dataset.slug;
  pins.highlight(slug ? [slug] : []);
}

async function drawPoland() {
  try {
    drawAreas(view, await get(element.dataset.areas));
  } catch {
    return; // Without the outlines the pins still stand where they should.
  }
}

new OutboxList(document.querySelector("[data-outbox]"));
const list = document.querySelector(".home-list");
list.addEventListener("pointerover", point);
list.addEventListener("focusin", point);
if (new URLSearchParams(location.search).get("q") && markers.length) {
  const lons = markers.map(({ place }) => place[0]);
  const lats = markers.map(({ place }) => place[1]);
  view.fit([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], { maxZoom: FOUND_ZOOM, animate: false });
}
pins.show(markers.map(({ place, ...properties }) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: place },
  properties: { ...properties, count: 1 },
})));
drawPoland();
