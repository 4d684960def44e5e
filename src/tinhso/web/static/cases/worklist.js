// The worklist by keyboard, and how many are chosen. Nothing here is needed to use the page.
"use strict";
(() => {
  const list = document.querySelector("[data-worklist]");
  if (!list) return;
  const links = [...list.querySelectorAll("h2 a")];
  const boxes = [...list.querySelectorAll("input[name=step]")];
  const bar = list.querySelector("[data-together]");
  const count = bar.querySelector("[data-count]");

  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? `(${chosen})` : "";
    bar.dataset.chosen = chosen ? "yes" : "no";
  };
  const all = () => {
    const some = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = some;
    show();
  };
  list.addEventListener("change", show);
  bar.querySelector("[data-all]").addEventListener("click", (event) => {
    event.preventDefault();
    all();
  });
  addEventListener("pageshow", show);
  show();

  const move = (step) => {
    const here = links.indexOf(document.activeElement);
    const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next].focus();
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const here = links.indexOf(document.activeElement);
      if (here < 0) return;
      boxes[here].checked = !boxes[here].checked;
      show();
    },
    a: all,
    g: () => list.requestSubmit(),
    "/": () => document.getElementById("q").focus(),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
