/** What stands on the edge of the map: zoom buttons, scale with a north arrow, base maps. */

import L from "./leaflet.js";
import { h, icon, s } from "../dom.js";

/** In, out, and back to the whole area; real buttons, 44 px each. */
export function zoomButtons(view) {
  const map = view.leaflet;
  const make = (name, title, act) =>
    h("button", { type: "button", title, "aria-label": title, onclick: act }, icon(name));
  const closer = make("plus", gettext("Zoom in"), () => map.zoomIn());
  const further = make("minus", gettext("Zoom out"), () => map.zoomOut());
  const whole = make("whole", gettext("Show the whole area"), () => view.goWhole());
  const refresh = () => {
    closer.setAttribute("aria-disabled", map.getZoom() >= map.getMaxZoom());
    further.setAttribute("aria-disabled", map.getZoom() <= map.getMinZoom());
  };
  map.on("zoomend", refresh);
  refresh();
  return control("topright", h("div", { class: "map-buttons" }, closer, further, whole));
}

/** A metric scale bar; the arrow says that north is up. */
export function scale(view) {
  const arrow = s("svg", { viewBox: "0 0 16 24", "aria-hidden": "true" },
    s("path", { d: "M8 1l6 13-6-3-6 3z" }), s("path", { d: "M5 23v-6l6 6v-6", class: "map-north" }));
  const maxWidth = view.element.clientWidth < 500 ? 64 : 110;
  const bar = L.control.scale({ imperial: false, maxWidth }).addTo(view.leaflet);
  return control("bottomleft", h("div", { class: "map-scale", title: gettext("North is up") }, arrow, bar.getContainer()));
}

/** One of the configured base maps, or none. The first one is on at the start. */
export function baseMapSwitch(baseMaps) {
  const Switch = L.Control.extend({
    onAdd(map) {
      const choices = [...baseMaps.map((base) => [base.name, tiles(base)]), [gettext("No base map"), null]];
      let shown = null;
      const show = (layer) => {
        if (shown) map.removeLayer(shown);
        shown = layer?.addTo(map) ?? null;
        map.getContainer().classList.toggle("map-with-base", Boolean(shown));
      };
      show(choices[0][1]);
      const title = gettext("Base map");
      const options = choices.map(([name, layer], index) =>
        h("label", {}, h("input", {
          type: "radio", name: "base-map", checked: index === 0, onchange: () => show(layer),
        }), name));
      const box = h("details", { class: "map-layers" },
        h("summary", { title, "aria-label": title }, icon("layers")),
        h("fieldset", {}, h("legend", { class: "sr-only" }, title), ...options));
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      return box;
    },
  });
  return new Switch({ position: "topright" });
}

/** A Leaflet control around an element. */
export function control(position, element) {
  L.DomEvent.disableClickPropagation(element);
  const Holder = L.Control.extend({ onAdd: () => element });
  return new Holder({ position });
}

function tiles({ url, attribution, maxZoom = 19, wms }) {
  const options = { attribution, maxNativeZoom: maxZoom, maxZoom: 22 };
  if (!wms) return L.tileLayer(url, options);
  return L.tileLayer.wms(url, { ...options, layers: wms, format: "image/png", transparent: true });
}
