// The console by keys alone. Everything it does can be done without it, by pressing Tab.
//   Ctrl Enter files · Alt 1..3 takes a suggested category · Alt ⇧ 1..3 goes to a report like this
//   Alt O opens priority and unit · Alt D the caller agrees · Alt K ends without a report
//   / looks for an answer · Enter in a line goes on to what it offers, then to the next field
"use strict";

(() => {
  // A number that the telephone system handed over begins its call at once.
  document.querySelector("form[data-at-once]")?.requestSubmit();

  const form = document.querySelector("form[data-console]");
  if (!form) return;

  const clock = document.querySelector("[data-since]");
  const since = Date.parse(clock.dataset.since);
  function tick() {
    const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  tick();
  setInterval(tick, 1000);

  // Categories: what is typed narrows them; what isn't chosen or meant stays out of sight.
  const looked = document.getElementById("id_looked");
  const categories = document.getElementById("categories");
  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/đ/g, "d").replace(/[^0-9a-z]+/g, " ").trim();
  const bare = (text) => fold(text.normalize("NFD").replace(/\p{M}/gu, ""));

  function narrow() {
    const words = bare(looked.value).split(" ").filter(Boolean);
    for (const label of categories.children) {
      const known = ` ${label.dataset.lookedFor}`;
      const meant = words.length > 0 && words.every((word) => known.includes(` ${word}`));
      label.hidden = !meant && !label.querySelector("input").checked;
    }
  }
  looked.hidden = false;
  looked.addEventListener("input", narrow);
  categories.addEventListener("change", narrow);
  narrow();

  function choose(input) {
    if (!input) return;
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picks]");
    if (!button) return;
    looked.value = "";
    choose(categories.querySelector(`[value="${CSS.escape(button.dataset.picks)}"]`));
    narrow();
  });

  // What a line offers is chosen where there is no doubt, and said to the rest of the console.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (!event.target.classList.contains("offered")) return;
    const only = event.target.querySelector("input:checked");
    if (only) choose(only);
  });
  form.addEventListener("input", (event) => {
    const offered = document.getElementById(event.target.dataset?.offers ?? "");
    for (const input of offered?.querySelectorAll("input:checked") ?? []) input.checked = false;
  });

  const fields = () =>
    [...form.querySelectorAll("textarea, input:not([type=hidden]), button[data-files]")].filter(
      (field) => field.offsetParent !== null && !field.disabled,
    );
  function onward(from) {
    const all = fields();
    const next = all
      .slice(all.indexOf(from) + 1)
      .find((field) => field.type !== "radio" || field.checked);
    next?.focus();
  }

  function entered(event) {
    const field = event.target;
    if (field.tagName !== "INPUT" || !form.contains(field)) return false;
    const offered = document.getElementById(field.dataset.offers ?? field.dataset.filters ?? "");
    const inputs = [...(offered?.querySelectorAll("label:not([hidden]) input") ?? [])];
    if (inputs.length && !inputs.some((input) => input.checked)) {
      inputs[0].focus();
      choose(inputs[0]);
    } else onward(inputs.at(-1) ?? field);
    return true;
  }

  function press(selector) {
    const found = document.querySelector(selector);
    found?.click();
    return Boolean(found);
  }
  function goTo(found) {
    found?.scrollIntoView({ block: "nearest" });
    found?.focus();
    return Boolean(found);
  }
  const ALT = {
    KeyO: () => {
      const fold = form.querySelector(".otherwise");
      fold.open = true;
      return goTo(document.getElementById("id_unit_words"));
    },
    KeyD: () => press("#id_consents"),
    KeyK: () => goTo(document.getElementById("id_note")),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Vietnamese keyboard is still putting a letter together
    const typing = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
    let done = false;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit(form.querySelector("[data-files]"));
      done = true;
    } else if (event.altKey && !event.ctrlKey) {
      const nth = /^Digit([1-3])$/.exec(event.code)?.[1];
      if (nth && event.shiftKey) done = goTo(document.querySelector(`[data-nth-report="${nth}"]`));
      else if (nth) done = press(`[data-nth="${nth}"]`);
      else done = ALT[event.code]?.() ?? false;
    } else if (event.key === "Enter") done = entered(event);
    else if (event.key === "/" && !typing) done = goTo(document.querySelector("[data-answers]"));
    if (done) event.preventDefault();
  });

  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-ends]")) return;
    event.preventDefault();
    goTo(document.getElementById("id_note"));
  });
})();
