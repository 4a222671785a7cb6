/** The place of one remark on the page of officials. */

import { data } from "../dom.js";
import { MapView, boxOf } from "../map/map.js";
import { Pins } from "../map/pins.js";
import { Ground } from "../map/ground.js";

// A street and what lies around it.
const ZOOM = 16;

const { geometry, pin, extent, layers } = data("remark-map");
const element = document.getElementById("map");
const view = new MapView(element, { home: extent, baseMaps: data("base-maps") });
const pins = new Pins(view, {
  label: gettext("Remarks on the map"),
  look: () => pin,
  name: () => gettext("Remark"),
  onPick: () => {},
  onCluster: () => {},
});
pins.choose({ type: "Feature", geometry, properties: { id: 0 } });
view.fit(boxOf(geometry), { animate: false, maxZoom: ZOOM, margin: 60 });
new Ground(view, { obstacles: () => pins.boxes(), switches: null })
  .draw(layers, element.dataset.parts)
  .catch(() => {}); // The place is told in words, too.
