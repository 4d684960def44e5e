// Offers communes while their name is typed, old names too: [data-commune="address of the search"].
// Arrows and Enter choose, Escape closes. Without this script the server asks when the form is sent.
"use strict";

(() => {
  const PAUSE = 180;

  for (const box of document.querySelectorAll("[data-commune]")) {
    const words = box.querySelector("[data-commune-words]");
    const code = box.querySelector("[data-commune-code]");
    const list = box.querySelector("[data-commune-list]");
    const said = box.querySelector("[data-commune-said]");
    if (!code) continue; // the server asks already, by radio buttons
    let waiting, asked = "", active = -1;

    list.id = `${words.id}-offered`;
    words.setAttribute("role", "combobox");
    words.setAttribute("aria-autocomplete", "list");
    words.setAttribute("aria-controls", list.id);
    words.setAttribute("aria-expanded", "false");

    const options = () => [...list.children];

    function close() {
      list.hidden = true;
      active = -1;
      words.setAttribute("aria-expanded", "false");
      words.removeAttribute("aria-activedescendant");
    }

    function choose(one) {
      code.value = one.code;
      words.value = one.name;
      said.textContent = [box.dataset.wordsChosen, one.name].join(": ") + (one.note ? ` (${one.note})` : "");
      close();
      code.dispatchEvent(new Event("change", { bubbles: true }));
      words.dispatchEvent(new Event("chosen", { bubbles: true }));
    }

    function mark(place) {
      active = place;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      const option = options()[place];
      if (!option) return;
      words.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    function offer(candidates) {
      list.replaceChildren(
        ...candidates.map((one, at) => {
          const option = document.createElement("li");
          option.id = `${list.id}-${at}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.append(one.name);
          if (one.note) {
            const note = document.createElement("span");
            note.className = "soft small";
            note.textContent = one.note;
            option.append(note);
          }
          // Before the input loses the focus, so that a tap is not lost with the list.
          option.addEventListener("pointerdown", (event) => {
            event.preventDefault();
            choose(one);
          });
          return option;
        }),
      );
      list.hidden = candidates.length === 0;
      words.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = candidates.length ? "" : box.dataset.wordsNone;
      list.offered = candidates;
      active = -1;
    }

    async function ask() {
      asked = words.value.trim();
      if (asked.length < 2) return close();
      const query = new URLSearchParams({ q: asked });
      const answer = await fetch(`${box.dataset.commune}?${query}`).catch(() => null);
      if (!answer?.ok || words.value.trim() !== asked || code.value) return;
      const { candidates } = await answer.json();
      if (words.value.trim() === asked && !code.value) offer(candidates);
    }

    words.addEventListener("input", () => {
      code.value = "";
      said.textContent = "";
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
    words.addEventListener("keydown", (event) => {
      const all = options();
      if (list.hidden || !all.length) return;
      if (event.key === "ArrowDown") mark((active + 1) % all.length);
      else if (event.key === "ArrowUp") mark((active - 1 + all.length) % all.length);
      else if (event.key === "Enter") choose(list.offered[Math.max(active, 0)]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    words.addEventListener("blur", close);
  }
})();
