/**
 * Pins and clusters. A pin is a category's colour, shape and icon; a cluster grows with the logarithm
 * of its count and shows it. All of them are one stop of the Tab key: arrows go from pin to pin.
 */

import L from "./leaflet.js";
import { h, s, use } from "../dom.js";
import { number } from "../words.js";
import { middleOf } from "./map.js";
import { makeTabStop, nearestTo, stepOf } from "./roving.js";

const PIN = { iconSize: [44, 52], iconAnchor: [22, 48] };
const CHOSEN = { iconSize: [56, 66], iconAnchor: [28, 62] };
// Pixels: the centres of two drawings are never closer.
const REACH = 42;

// Outcome of a remark -> the icon on its pin.
const OUTCOMES = { accepted: "check", partially_accepted: "partly", rejected: "close", no_resolution_needed: "minus" };

/** The drawing of a look {color, ink, shape, icon}, as in consultations/_pin.html; with an outcome, its mark. */
export function pinSymbol({ color, ink, shape, icon, outcome }) {
  return s("svg", { class: "pin-symbol", viewBox: "0 0 40 48", "aria-hidden": "true" },
    use(`shape-${shape}`, { class: "pin-halo" }),
    use(`shape-${shape}`, { class: "pin-shape", fill: color }),
    use(icon, { class: "pin-icon", x: 10, y: 9, width: 20, height: 20, color: ink }),
    outcome && s("g", { class: `pin-outcome pin-outcome-${outcome}` },
      s("circle", { cx: 34, cy: 7, r: 8 }), use(OUTCOMES[outcome], { x: 28.5, y: 1.5, width: 11, height: 11 })));
}

export class Pins {
  /**
   * @param {MapView} view
   * @param {function} look (properties) -> {color, ink, shape, icon} of a pin.
   * @param {function} name (properties) -> what a screen reader calls a pin or cluster.
   * @param {function} onPick (feature) for a pin.
   * @param {function} onCluster (feature) for a cluster that zooming cannot take apart.
   */
  constructor(view, { look, name, label, onPick, onCluster }) {
    Object.assign(this, { view, look, name, onPick, onCluster });
    this.features = [];
    this.drawn = new Map();
    this.chosen = null;
    view.leaflet.on("zoomend", () => this.show(this.features));
    const pane = view.leaflet.getPane("markerPane");
    pane.setAttribute("role", "group");
    pane.setAttribute("aria-label", label);
    pane.addEventListener("keydown", (event) => this.#onKey(event));
    pane.addEventListener("focusin", ({ target }) => makeTabStop(this.#elements(), target));
  }

  /** Draw these features ({count, id?, category?} at points) and no others; what stays keeps its focus. */
  show(features) {
    this.features = features;
    const wanted = new Map(merged(this.view, features).map((feature) => [keyOf(feature), feature]));
    for (const [key, marker] of this.drawn) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.drawn.delete(key);
    }
    for (const [key, feature] of wanted) {
      if (!this.drawn.has(key)) this.drawn.set(key, this.#draw(feature));
    }
    this.#drawShapes([...wanted.values()]);
    this.#hideChosen();
    const elements = this.#elements();
    if (!elements.some((element) => element.tabIndex === 0)) makeTabStop(elements, elements[0]);
  }

  /** Draw one pin larger than all others, wherever it is; null for none. */
  choose(feature) {
    this.chosen?.marker.remove();
    this.chosen = null;
    if (feature?.geometry) {
      const place = middleOf(feature.geometry);
      const html = this.#symbol(feature.properties);
      const icon = L.divIcon({ ...CHOSEN, className: "pin pin-chosen", html });
      const marker = L.layerGroup([
        L.geoJSON(feature.geometry, { pointToLayer: () => L.layerGroup(), interactive: false, className: drawnClass(feature.geometry) }),
        L.marker([place[1], place[0]], { icon, interactive: false, keyboard: false, pane: "selected" }),
      ]);
      this.chosen = { id: feature.properties.id, marker: marker.addTo(this.view.leaflet), place };
    }
    this.#hideChosen();
  }

  /** Mark the pin or cluster of these ids, as when its line in a list is pointed at; [] for none. */
  highlight(ids) {
    for (const marker of this.drawn.values()) {
      const { id, ids: many } = marker.feature.properties;
      marker.getElement().classList.toggle("pin-highlight", ids.some((one) => one === id || many?.includes(one)));
    }
  }

  /** The boxes [left, top, right, bottom] that pins cover, in pixels of the map's element. */
  boxes() {
    const boxes = [...this.drawn.values()].map((marker) => this.#box(marker.getLatLng(), marker.options.icon.options));
    if (this.chosen) boxes.push(this.#box(L.latLng(this.chosen.place[1], this.chosen.place[0]), CHOSEN));
    return boxes;
  }

  #box(latLng, { iconSize, iconAnchor }) {
    const { x, y } = this.view.leaflet.latLngToContainerPoint(latLng);
    const [left, top] = [x - iconAnchor[0], y - iconAnchor[1]];
    return [left, top, left + iconSize[0], top + iconSize[1]];
  }

  #draw(feature) {
    const [lon, lat] = feature.geometry.coordinates;
    const isPin = feature.properties.count === 1;
    const icon = isPin ? this.#pinIcon(feature.properties) : clusterIcon(feature.properties.count);
    const marker = L.marker([lat, lon], { icon, keyboard: false, riseOnHover: true }).addTo(this.view.leaflet);
    const act = () => (isPin ? this.onPick(feature) : this.#open(feature));
    marker.feature = feature;
    marker.on("click", act);
    const element = marker.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", this.name(feature.properties));
    element.tabIndex = -1;
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
    return marker;
  }

  #pinIcon(properties) {
    return L.divIcon({ ...PIN, className: "pin", html: this.#symbol(properties) });
  }

  #symbol(properties) {
    return pinSymbol({ ...this.look(properties), outcome: properties.outcome });
  }

  /** The lines and areas of the single pins, under them, as far as the server gives them. */
  #drawShapes(features) {
    this.shapes?.remove();
    const drawn = features.filter(({ properties }) => properties.count === 1 && properties.shape);
    this.shapes = L.featureGroup(drawn.map(({ properties }) => {
      const { color } = this.look(properties);
      return L.geoJSON(properties.shape, { className: "map-said", color, interactive: false, pane: "plan" });
    })).addTo(this.view.leaflet);
  }

  /** Zoom to what the cluster holds; what cannot be told apart opens as a list. */
  #open(feature) {
    const map = this.view.leaflet;
    const [west, south, east, north] = feature.bbox;
    const apart = (east - west) + (north - south) > 1e-7;
    if (!apart || map.getZoom() >= map.getMaxZoom()) return this.onCluster(feature);
    return this.view.zoomInto(feature.bbox, feature.geometry.coordinates);
  }

  #hideChosen() {
    for (const marker of this.drawn.values()) {
      const hidden = this.chosen !== null && marker.feature.properties.id === this.chosen.id;
      marker.getElement().classList.toggle("pin-hidden", hidden);
    }
  }

  #elements() {
    return [...this.drawn.values()].map((marker) => marker.getElement());
  }

  #onKey(event) {
    const step = stepOf(event.key);
    if (event.key === "Escape") this.view.element.focus({ preventScroll: true });
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    nearestTo(event.target, this.#elements(), step)?.focus();
  }
}

/**
 * What stands closer together than a finger can tell becomes one cluster, at the place of its largest
 * member, so that no count is ever covered; the counts stay exact.
 */
function merged(view, features) {
  const groups = [];
  for (const feature of [...features].sort((a, b) => b.properties.count - a.properties.count)) {
    const [lon, lat] = feature.geometry.coordinates;
    const pixel = view.leaflet.latLngToContainerPoint([lat, lon]);
    const near = groups.find((group) => group.pixel.distanceTo(pixel) < REACH);
    if (near) near.features.push(feature);
    else groups.push({ pixel, features: [feature] });
  }
  return groups.map(({ features: together }) => (together.length === 1 ? together[0] : cluster(together)));
}

function cluster(features) {
  const boxes = features.map(({ bbox, geometry }) => bbox ?? [...geometry.coordinates, ...geometry.coordinates]);
  const side = (index, pick) => pick(...boxes.map((box) => box[index]));
  return {
    type: "Feature",
    bbox: [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)],
    geometry: features[0].geometry,
    properties: {
      count: features.reduce((sum, { properties }) => sum + properties.count, 0),
      ids: features.flatMap(({ properties }) => properties.ids ?? properties.id ?? []),
    },
  };
}

function clusterIcon(count) {
  const size = Math.round(36 + 8 * Math.log10(count));
  const box = Math.max(44, size);
  const html = h("span", { class: "cluster-disc" }, number(count));
  html.style.width = html.style.height = `${size}px`;
  return L.divIcon({ className: "cluster", html, iconSize: [box, box], iconAnchor: [box / 2, box / 2] });
}

/** A line is not filled like an area. */
function drawnClass({ type }) {
  return type.endsWith("LineString") ? "map-drawn map-drawn-line" : "map-drawn";
}

function keyOf({ properties, geometry }) {
  return properties.count === 1 ? `pin ${properties.id}` : `${geometry.coordinates} ${properties.count}`;
}
