/**
 * A map that needs no tile server: paper, our own layers, a scale bar, north up.
 * Outside this folder places are [longitude, latitude] and boxes [west, south, east, north].
 */

import L from "./leaflet.js";
import { baseMapSwitch, scale, zoomButtons } from "./controls.js";

export const PAN = 80;
const PANES = { plan: 350, images: 360, labels: 450, selected: 640 };
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

export class MapView {
  /**
   * @param {HTMLElement} element becomes the map; `aria-label` names it.
   * @param {number[]} home the box to start with.
   * @param {number[]} whole the box that the Home key and the button show; `home` unless given.
   * @param {object[]} baseMaps settings.BASE_MAPS; none by default.
   */
  constructor(element, { home, whole = home, baseMaps = [], minZoom = 5, maxZoom = 20, zoomSnap }) {
    this.element = element;
    this.whole = whole;
    // Pixels at each side that something else covers, such as the bottom sheet of a phone.
    this.inset = { top: 0, right: 0, bottom: 0, left: 0 };
    // Pixels that an arrow key moves the map by, with Shift three times as far.
    this.step = PAN;
    this.leaflet = L.map(element, {
      attributionControl: false,
      fadeAnimation: !calm,
      keyboard: false,
      markerZoomAnimation: !calm,
      maxZoom,
      minZoom,
      zoomAnimation: !calm,
      zoomControl: false,
      zoomSnap: zoomSnap ?? (baseMaps.length ? 1 : 0.25),
    });
    for (const [name, order] of Object.entries(PANES)) {
      this.leaflet.createPane(name).style.zIndex = order;
    }
    this.fit(home, { animate: false });
    this.#addControls(baseMaps);
    this.#listenToKeys();
  }

  /** What is seen now, without what the inset covers. */
  view() {
    const { west, south, east, north } = this.#edges();
    return { bbox: [west, south, east, north], zoom: Math.floor(this.leaflet.getZoom()) };
  }

  /** The middle of what is seen, [lon, lat]. */
  center() {
    const { x, y } = this.#visible().getCenter();
    return toPlace(this.leaflet.containerPointToLatLng([x, y]));
  }

  /** Pixel position of the middle of what is seen, within the element. */
  centerPixel() {
    return this.#visible().getCenter();
  }

  goWhole() {
    this.fit(this.whole);
  }

  /** Show the whole box, no closer than `maxZoom`. */
  fit([west, south, east, north], { animate = !calm, maxZoom, margin = 24 } = {}) {
    const { top, right, bottom, left } = this.inset;
    this.leaflet.fitBounds([[south, west], [north, east]], {
      animate,
      maxZoom,
      paddingTopLeft: [left + margin, top + margin],
      paddingBottomRight: [right + margin, bottom + margin],
    });
  }

  /** Show the box, or if that is no closer than now, go one step closer to the place. */
  zoomInto([west, south, east, north], [lon, lat], margin = 60) {
    const { top, right, bottom, left } = this.inset;
    const padding = L.point(left + right + 2 * margin, top + bottom + 2 * margin);
    const now = this.leaflet.getZoom();
    const closest = this.leaflet.getBoundsZoom([[south, west], [north, east]], false, padding);
    if (closest > now) this.fit([west, south, east, north], { margin });
    else this.leaflet.setView([lat, lon], now + 1);
  }

  /** Move only as far as needed to see the place. */
  reveal([lon, lat], { margin = 60, zoom } = {}) {
    const { top, right, bottom, left } = this.inset;
    if (zoom && zoom > this.leaflet.getZoom()) {
      this.leaflet.setView([lat, lon], zoom, { animate: false });
    }
    this.leaflet.panInside([lat, lon], {
      animate: !calm,
      duration: 0.15,
      paddingTopLeft: [left + margin, top + margin],
      paddingBottomRight: [right + margin, bottom + margin],
    });
  }

  /** Bring the place into the middle of what is seen. */
  centerOn([lon, lat]) {
    const { x, y } = this.leaflet.latLngToContainerPoint([lat, lon]);
    const middle = this.centerPixel();
    this.leaflet.panBy([x - middle.x, y - middle.y], { animate: false });
  }

  panBy(x, y) {
    this.leaflet.panBy([x, y], { animate: !calm, duration: 0.15 });
  }

  /** Call `listener(view)` whenever the map has come to rest elsewhere. */
  onMove(listener) {
    this.leaflet.on("moveend", () => listener(this.view()));
  }

  /** Call `listener([lon, lat])` for a click or tap on the map; returns the function that stops it. */
  onTap(listener) {
    const heard = (event) => listener(toPlace(event.latlng));
    this.leaflet.on("click", heard);
    return () => this.leaflet.off("click", heard);
  }

  /** Tell the map that its element or what covers it has changed in size. */
  resized(inset = {}) {
    Object.assign(this.inset, inset);
    this.leaflet.invalidateSize({ animate: false, pan: false });
  }

  #visible() {
    const size = this.leaflet.getSize();
    const { top, right, bottom, left } = this.inset;
    return L.bounds([left, top], [Math.max(size.x - right, left), Math.max(size.y - bottom, top)]);
  }

  #edges() {
    const { min, max } = this.#visible();
    const northWest = this.leaflet.containerPointToLatLng(min);
    const southEast = this.leaflet.containerPointToLatLng(max);
    return {
      west: clamp(northWest.lng, 180),
      south: clamp(southEast.lat, 85),
      east: clamp(southEast.lng, 180),
      north: clamp(northWest.lat, 85),
    };
  }

  #addControls(baseMaps) {
    L.control.attribution({ prefix: false }).addTo(this.leaflet);
    zoomButtons(this).addTo(this.leaflet);
    scale(this).addTo(this.leaflet);
    if (baseMaps.length) baseMapSwitch(baseMaps).addTo(this.leaflet);
  }

  #listenToKeys() {
    this.element.tabIndex = 0;
    this.element.addEventListener("keydown", (event) => {
      if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? this.step * 3 : this.step;
      const moves = {
        ArrowLeft: () => this.panBy(-step, 0),
        ArrowRight: () => this.panBy(step, 0),
        ArrowUp: () => this.panBy(0, -step),
        ArrowDown: () => this.panBy(0, step),
        "+": () => this.leaflet.zoomIn(),
        "=": () => this.leaflet.zoomIn(),
        "-": () => this.leaflet.zoomOut(),
        Home: () => this.goWhole(),
      };
      const move = moves[event.key];
      if (!move) return;
      event.preventDefault();
      move();
    });
  }
}

/** [lon, lat] of the middle of any GeoJSON geometry; a point is exactly where it is. */
export function middleOf(geometry) {
  if (geometry.type === "Point") return geometry.coordinates;
  const [west, south, east, north] = boxOf(geometry);
  return [(west + east) / 2, (south + north) / 2];
}

/** The box around any GeoJSON geometry. */
export function boxOf(geometry) {
  const bounds = L.geoJSON(geometry).getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

function toPlace({ lng, lat }) {
  return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
}

function clamp(value, limit) {
  return Number(Math.max(-limit, Math.min(limit, value)).toFixed(6));
}
