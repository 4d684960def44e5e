// A long list to tick is narrowed while one types, with diacritics or without: [data-narrow] around
// the list and the [data-narrow-tools] that are shown for it. What is ticked stays in sight.
// Without this script the whole list stands there.
"use strict";

(() => {
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").trim();

  for (const box of document.querySelectorAll("[data-narrow]")) {
    const tools = box.querySelector("[data-narrow-tools]");
    const words = box.querySelector("[data-narrow-words]");
    const said = box.querySelector("[data-narrow-said]");
    const list = box.querySelector(".options");
    const options = [...list.children].map((option) => ({
      option,
      tick: option.querySelector("input"),
      name: plain(option.textContent),
    }));
    list.before(tools);
    tools.hidden = false;

    function narrow() {
      const asked = plain(words.value).split(/\s+/);
      const met = options.filter(({ name }) => asked.every((word) => name.includes(word)));
      const shown = new Set(met);
      for (const one of options) one.option.hidden = !(shown.has(one) || one.tick.checked);
      said.textContent = met.length ? "" : box.dataset.wordsNone;
      return met;
    }

    words.addEventListener("input", narrow);
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // the form isn't done yet; the only one that is meant is ticked
      const met = narrow();
      if (met.length === 1 && !met[0].tick.checked) met[0].tick.click();
    });
  }
})();
