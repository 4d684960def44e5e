// j and k walk the worklist, Enter opens as on any link. Nothing here is needed to use the page.
(() => {
  const links = [...document.querySelectorAll("[data-worklist] h2 a")];
  if (!links.length) return;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const here = links.indexOf(document.activeElement);
    const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next].focus();
  });
})();
