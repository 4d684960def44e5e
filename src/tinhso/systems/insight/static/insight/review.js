// Keys of the review page, and what its parts do when they are swapped. Everything works without.
"use strict";

const isTyping = (target) =>
  target.closest?.("input:not([type=radio]):not([type=hidden]), textarea, select, dialog[open]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  // Enter in the search looks up; it must not accept.
  if (event.key === "Enter" && event.target.id === "q") {
    event.preventDefault();
    return;
  }
  if (isTyping(event.target)) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.tagName === "SUMMARY") correct(meant.parentElement);
  else meant.click();
});

function correct(fold) {
  fold.open = true;
  const unknown = fold.querySelector("[name=indicator]:checked") === null;
  fold.querySelector(unknown ? "#q" : "[name=value]").focus();
}

// What could not be done comes back as a card with its reason, and is shown like any other.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "card") return;
  const card = document.getElementById("card");
  show(card.dataset);
  // The claim stands in another part of a long text: go there.
  if (!document.getElementById(`m${card.dataset.claim}`)) {
    location.assign(`?claim=${card.dataset.claim}#m${card.dataset.claim}`);
    return;
  }
  follow();
});

// What was decided shows on the words too.
function show({ changed, state, word }) {
  if (!changed) return;
  for (const mark of document.querySelectorAll(`.claim[data-of="${changed}"]`)) {
    const unknown = mark.classList.contains("claim-unknown") && state === "proposed";
    mark.className = `claim claim-${state}${unknown ? " claim-unknown" : ""}`;
    mark.querySelector("[data-word]").textContent = ` (${word})`;
  }
}

// The claim on the card is the one marked as current, and stands where it can be read.
function follow() {
  const card = document.getElementById("card");
  if (!card) return;
  for (const mark of document.querySelectorAll(".claim[aria-current]")) {
    mark.removeAttribute("aria-current");
  }
  for (const mark of document.querySelectorAll(`.claim[data-of="${card.dataset.claim}"]`)) {
    mark.setAttribute("aria-current", "true");
  }
  document.getElementById(`m${card.dataset.claim}`)?.scrollIntoView({ block: "start" });
  const wrong = card.querySelector("[role=alert], [aria-invalid=true], .field-error");
  if (wrong?.matches("[aria-invalid=true]")) wrong.focus();
  else card.focus({ preventScroll: true });
}
if (new URLSearchParams(location.search).has("claim")) follow();

// A file dropped anywhere on the form is the file chosen, and is read at once.
for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("dropping");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    form.addEventListener(kind, () => form.classList.remove("dropping"));
  }
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
