// The wall's screens, turned by keys, by its buttons and by time. Without this they lie below one
// another. Time stands still after somebody turned by hand, and for who asked for less motion.
(() => {
  "use strict";
  const wall = document.getElementById("wall");
  const keys = document.querySelector("[data-wall-keys]");
  const screens = wall ? Array.from(wall.querySelectorAll(".screen")) : [];
  if (!keys || screens.length === 0) return;

  const place = keys.querySelector("[data-place]");
  const pause = keys.querySelector('[data-turn="pause"]');
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let shown = 0;
  let timer = 0;

  function show(next) {
    shown = (next + screens.length) % screens.length;
    screens.forEach((screen, index) => { screen.hidden = index !== shown; });
    place.textContent = `${shown + 1}/${screens.length}`;
  }

  function run(on) {
    window.clearInterval(timer);
    timer = on ? window.setInterval(() => show(shown + 1), Number(wall.dataset.every) * 1000) : 0;
    pause.setAttribute("aria-pressed", String(on));
  }

  function turn(what) {
    if (what === "pause") {
      run(timer === 0);
      return;
    }
    run(false);
    show(what === "on" ? shown + 1 : shown - 1);
  }

  const TURNS = {
    ArrowRight: "on", ArrowDown: "on", PageDown: "on",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
    p: "pause",
  };
  document.addEventListener("keydown", (event) => {
    const what = TURNS[event.key];
    if (!what || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    turn(what);
  });
  keys.addEventListener("click", (event) => {
    const button = event.target.closest("[data-turn]");
    if (button) turn(button.dataset.turn);
  });

  document.documentElement.classList.add("wall-turns");
  keys.hidden = false;
  show(0);
  run(!still);
})();
