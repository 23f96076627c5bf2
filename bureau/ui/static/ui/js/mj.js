/* Progressive only: every page works without it. */
"use strict";

// A choice that sends its form at once; without script a button beside it does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.submit();
});
document.documentElement.dataset.script = "on";

// Printing, where a page offers it.
document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-print]");
  if (asked) { event.preventDefault(); window.print(); }
});

// What is greyed stays focusable and does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
}, true);

// A form is sent once, and unsent entries are not lost to a stray click.
let changed = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-guard]")) changed = true;
});
document.addEventListener("submit", (event) => {
  changed = false;
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 5000);
});
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

// After a swap, or when a form comes back: to the first error, or to the new heading.
const focus = (root) => {
  const first = root.querySelector("[data-focus]") || root.querySelector(".field.err input, .field.err select, .field.err textarea");
  if (first) first.focus();
};
focus(document);
document.addEventListener("htmx:afterSwap", (event) => focus(event.target));
