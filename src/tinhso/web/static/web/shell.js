// What the shell does beyond plain HTML. Every page works without it.
"use strict";

// Folded menus close when one looks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const fold of document.querySelectorAll("details[data-fold][open]")) {
    if (!fold.contains(event.target)) fold.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of document.querySelectorAll("details[data-fold][open]")) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});

// What is wrong is read first.
document.querySelector("[data-focus]")?.focus();

// A form is sent once, however often it is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(sendable, 8000, form, event.submitter); // the answer may be a download
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) sendable(form);
});

function sendable(form, button = form.querySelector("button[aria-busy]")) {
  delete form.dataset.sent;
  button?.removeAttribute("aria-busy");
}

// Buttons that open a dialog or print.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-prints]")) window.print();
});
