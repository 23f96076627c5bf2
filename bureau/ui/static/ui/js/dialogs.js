/* Questions: a link to a page that asks (data-asks) opens that page's question over this one. */
"use strict";

(() => {
  // Anything unexpected, and the page itself is opened instead: it asks the same.
  const questionOf = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-ask]");
  };

  const open = (question, address, asker) => {
    const dialog = document.createElement("dialog");
    dialog.className = "over";
    dialog.setAttribute("aria-labelledby", "ask-title");
    dialog.append(document.importNode(question, true));
    const form = dialog.querySelector("form");
    if (form) form.action = address;
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("[data-close]")) return;
      event.preventDefault();
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      asker.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = dialog.querySelector(":is(input, select, textarea):not([type=hidden])");
    if (first) first.focus();
  };

  document.addEventListener("click", async (event) => {
    const asker = event.target.closest("a[data-asks]");
    if (!asker || event.ctrlKey || event.metaKey || event.shiftKey || typeof HTMLDialogElement !== "function") return;
    event.preventDefault();
    let question = null;
    try {
      question = await questionOf(asker.href);
    } catch {
      question = null;
    }
    if (question) open(question, asker.href, asker);
    else window.location.assign(asker.href);
  });
})();
