// Between two answers of the server the oldest report's clock goes on by itself, and a wall that
// hears nothing for a minute says so.
"use strict";

(() => {
  const QUIET = 60_000;
  const stale = document.querySelector("[data-stale]");
  let heard = Date.now();

  function tick() {
    stale.hidden = Date.now() - heard < QUIET;
    for (const clock of document.querySelectorAll("[data-due]")) {
      const left = Math.round((Date.parse(clock.dataset.due) - Date.now()) / 1000);
      if (Math.abs(left) >= 3600) continue; // hours are no stopwatch: the server's words stand
      const seconds = Math.abs(left);
      const said = left < 0 ? clock.dataset.over : clock.dataset.left;
      clock.textContent = `${said} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      clock.closest("li").classList.toggle("wall-bad", left < 0);
    }
  }
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) heard = Date.now();
    tick();
  });
  tick();
  setInterval(tick, 1000);
})();
