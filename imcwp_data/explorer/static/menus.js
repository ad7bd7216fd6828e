"use strict";
/* Menus close when another place is clicked, when the focus leaves them and with Escape; every page works without. */
(() => {
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const within = menu.contains(document.activeElement);
      menu.open = false;
      if (within) menu.querySelector("summary").focus();
    }
  });
  /* A table or an example that is wider than the page can be scrolled with the keyboard. */
  const reach = () => {
    for (const box of document.querySelectorAll(".table-wrap, .table-wrapper, pre")) {
      if (box.scrollWidth <= box.clientWidth || box.hasAttribute("tabindex")) continue;
      box.tabIndex = 0;
      const caption = box.querySelector("caption");
      box.setAttribute("role", box.matches("pre") ? "group" : "region");
      box.setAttribute("aria-label", (caption && caption.textContent.trim()) || (box.matches("pre") ? "Example" : "Table"));
    }
  };
  reach();
  addEventListener("resize", reach);
})();
