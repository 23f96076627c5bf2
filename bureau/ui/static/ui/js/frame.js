/* The frame: what makes the pages easier where script runs. Every page works without it, and no text stands here. */
"use strict";

document.documentElement.dataset.script = "on";

// A choice that sends its form at once; without script a button beside it does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  // Printing, where a page offers it.
  if (event.target.closest("[data-print]")) {
    event.preventDefault();
    window.print();
  }
  // The phone's menu shuts when the page beside it is touched.
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// What is greyed stays in reach of the keyboard and does nothing.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[aria-disabled=true]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What is wider than its place can be pushed sideways by keyboard too, where nothing inside takes the focus.
const reachable = () => {
  for (const box of document.querySelectorAll("[data-scroll]")) {
    const hidden = box.scrollWidth > box.clientWidth + 1;
    const named = box.dataset.scroll;
    if (hidden) box.tabIndex = 0; else box.removeAttribute("tabindex");
    if (!named) continue;
    if (hidden) {
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", named);
    } else {
      box.removeAttribute("role");
      box.removeAttribute("aria-label");
    }
  }
};
reachable();
window.addEventListener("resize", reachable);
document.addEventListener("htmx:afterSettle", reachable);
