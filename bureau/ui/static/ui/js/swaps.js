/* Swaps: after htmx has put a fragment in its place, the focus goes to the first error, or to the new heading. */
"use strict";

document.addEventListener("htmx:afterSettle", (event) => {
  const root = event.target;
  // What refreshes itself while somebody reads elsewhere must not take the focus from them.
  if (root.closest("[aria-busy]") || root.querySelector("[aria-busy]")) return;
  if (window.mendFirst(root)) return;
  const heading = root.matches("h1, h2") ? root : root.querySelector("h1, h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: false });
});
