// A file is dropped on the form, and its sending is shown. Without this the form works as it is.
"use strict";

function bring() {
  const form = document.querySelector("form[data-brings]");
  if (!form) return;
  const drop = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  const named = form.querySelector("[data-drop-name]");
  const shown = form.querySelector("[data-bringing]");
  const bar = shown.querySelector("progress");

  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change"));
      }
    });
  }
  input.addEventListener("change", () => {
    named.hidden = !input.files.length;
    named.textContent = input.files.length ? input.files[0].name : "";
  });

  // The answer is a page: where it leads elsewhere one goes there, else it takes this page's place.
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    const sending = new XMLHttpRequest();
    sending.open("POST", form.action || location.href);
    sending.upload.addEventListener("progress", (step) => {
      if (step.lengthComputable) bar.value = (100 * step.loaded) / step.total;
    });
    sending.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      shown.querySelector("[data-sending]").hidden = true;
      shown.querySelector("[data-reading]").hidden = false;
    });
    sending.addEventListener("load", () => {
      if (sending.responseURL && new URL(sending.responseURL).pathname !== location.pathname) {
        location.assign(sending.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(sending.responseText, "text/html");
      const main = page.getElementById("main");
      if (!main) {
        form.submit();
        return;
      }
      document.getElementById("main").replaceWith(main);
      main.querySelector("[data-focus]")?.focus();
      bring();
    });
    sending.addEventListener("error", () => form.submit());
    shown.hidden = false;
    sending.send(new FormData(form));
  });
}

bring();
