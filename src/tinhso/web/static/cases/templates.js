// A sentence to begin with is put into its field at once, after what was typed already. Without
// this the same link opens the page with the sentence filled in.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-template]");
  const field = link && document.getElementById(link.dataset.template);
  if (!field || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const typed = field.value.trimEnd();
  field.value = typed ? `${typed}\n\n${link.dataset.text}` : link.dataset.text;
  for (const other of link.closest("ul").querySelectorAll("[aria-current]")) {
    other.removeAttribute("aria-current");
  }
  link.setAttribute("aria-current", "true");
  field.focus();
  // What is still to be filled in by hand stands in brackets: go to the first.
  const open = field.value.indexOf("[", typed.length);
  const shut = field.value.indexOf("]", open);
  if (open >= 0 && shut > open) field.setSelectionRange(open, shut + 1);
});
