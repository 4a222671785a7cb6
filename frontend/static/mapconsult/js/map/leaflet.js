/**
 * The page loads Leaflet (from django-leaflet) as a plain script; a second copy as a module would
 * have classes of its own. Everything in js/map/ takes it from here, and nothing outside does.
 */
export default window.L;
