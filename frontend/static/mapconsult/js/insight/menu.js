/** Menus that open over the page: Escape and a click elsewhere close them. */

export function closeByEscape(root) {
  for (const menu of root.querySelectorAll("[data-menu]")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    root.addEventListener("click", ({ target }) => menu.contains(target) || (menu.open = false));
  }
}
