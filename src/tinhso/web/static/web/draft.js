// What a citizen types survives a closed page, on this device only, until it is sent.
//   <form data-draft="hotline.report"> with <p data-draft-note hidden>…
//     <button type="button" data-draft-forget>…</button></p> inside it;
//   the page after sending carries <… data-draft-done="hotline.report">.
// Passwords are never kept, hidden fields only with data-draft-keep, pictures by photos.js; a draft
// older than seven days is dropped.
"use strict";

(() => {
  const WEEK = 7 * 24 * 3600 * 1000;
  const key = (name) => `tinhso.draft.${name}`;

  function store() {
    try {
      return window.localStorage;
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  const kept = store();
  if (!kept) return;

  for (const done of document.querySelectorAll("[data-draft-done]")) {
    kept.removeItem(key(done.dataset.draftDone));
  }

  const worthKeeping = (field) =>
    field.name && !field.readOnly && !["file", "password", "submit"].includes(field.type) &&
    (field.type !== "hidden" || "draftKeep" in field.dataset);

  function read(form) {
    const values = {};
    for (const field of form.elements) {
      if (!worthKeeping(field)) continue;
      if (["checkbox", "radio"].includes(field.type)) {
        if (field.checked) (values[field.name] ??= []).push(field.value);
      } else if (field.value) {
        values[field.name] = [field.value];
      }
    }
    return values;
  }

  function write(form, values) {
    for (const field of form.elements) {
      const known = worthKeeping(field) && values[field.name];
      if (!known) continue;
      if (["checkbox", "radio"].includes(field.type)) field.checked = known.includes(field.value);
      else field.value = known[0];
    }
  }

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const name = key(form.dataset.draft);
    const note = form.querySelector("[data-draft-note]");
    const isEmpty = Object.keys(read(form)).length === 0;
    let draft = null;
    try {
      draft = JSON.parse(kept.getItem(name));
    } catch {
      kept.removeItem(name);
    }
    if (draft && Date.now() - draft.at > WEEK) kept.removeItem(name);
    else if (draft && isEmpty) {
      write(form, draft.values);
      if (note) note.hidden = false;
    }
    let waiting;
    const keep = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        kept.setItem(name, JSON.stringify({ at: Date.now(), values: read(form) }));
        form.dataset.draftKept = "yes";
      }, 400);
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.querySelector("[data-draft-forget]")?.addEventListener("click", () => {
      kept.removeItem(name);
      form.reset();
      for (const field of form.querySelectorAll("[data-draft-keep]")) field.value = "";
      form.dispatchEvent(new Event("draft-forgotten"));
      if (note) note.hidden = true;
    });
  }
})();
