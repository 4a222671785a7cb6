/** Menus that open over the page, which Escape and a click elsewhere close; and rows of links that are cut. */

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

/** Where a row of links is wider than the screen, the page that one is on stands in sight. */
export function showCurrent(root) {
  for (const link of root.querySelectorAll(".results-head [aria-current=page]")) {
    link.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }
}
