/* Forms: sent once, not lost to a stray click, the first error in focus, files dropped where they are asked for. */
"use strict";

(() => {
  const RESEND_AFTER = 10000; // a form whose answer never came may be sent again
  let changed = false;

  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]")) changed = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    changed = false;
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(release, RESEND_AFTER, form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) release(form);
  });
  // The page comes back from the browser's memory as it was left.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  // A form that comes back says why, beginning with the first field that is wrong.
  const mend = (root) => {
    const first = root.querySelector("[data-focus]")
      || root.querySelector(".field.err :is(input, select, textarea)");
    if (first) first.focus();
    return Boolean(first);
  };
  mend(document);
  window.mendFirst = mend;

  const place = (event) => event.target.closest && event.target.closest(".drop");
  document.addEventListener("dragover", (event) => {
    const box = place(event);
    if (!box) return;
    event.preventDefault();
    box.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    const box = place(event);
    if (box && !box.contains(event.relatedTarget)) box.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    const box = place(event);
    if (!box) return;
    event.preventDefault();
    box.classList.remove("is-over");
    const input = box.querySelector("input[type=file]");
    if (!input || !event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
