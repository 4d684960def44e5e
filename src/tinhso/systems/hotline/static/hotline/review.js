// Reviewing by keyboard and finger. Without JavaScript names are ticked in the list, and boxes are
// four numbers each in the field under the picture.
"use strict";

(() => {
  const form = document.querySelector("[data-review]");
  if (!form) return;

  // Names: a tap on one in the words is a tap on its tick.
  const ticks = new Map([...form.querySelectorAll("input[name=names]")].map((one) => [one.value, one]));
  const marks = [...form.querySelectorAll("mark[data-name]")];
  const show = () => {
    for (const mark of marks) mark.classList.toggle("review-hidden", !!ticks.get(mark.dataset.name)?.checked);
  };
  for (const mark of marks) {
    mark.addEventListener("click", () => ticks.get(mark.dataset.name)?.click());
  }
  for (const tick of ticks.values()) tick.addEventListener("change", show);
  show();

  // Boxes over a picture, in thousandths of it.
  const LEAST = 12;
  const clamp = (value, low, high) => Math.min(Math.max(Math.round(value), low), high);
  const numbers = (rect) => ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
  const put = (rect, [x, y, width, height]) => {
    width = clamp(width, LEAST, 1000);
    height = clamp(height, LEAST, 1000);
    const values = { x: clamp(x, 0, 1000 - width), y: clamp(y, 0, 1000 - height), width, height };
    for (const [name, value] of Object.entries(values)) rect.setAttribute(name, value);
  };

  function picture(figure) {
    const canvas = figure.querySelector("[data-canvas]");
    const drawing = figure.querySelector("[data-boxes]");
    const field = figure.querySelector("input[name^=boxes-]");
    const shown = figure.querySelector("input[name^=show-]");
    const keep = () => {
      field.value = [...drawing.children].map((rect) => numbers(rect).join(",")).join("; ");
      shown.checked = true;
    };
    const prepare = (rect) => {
      rect.setAttribute("tabindex", "0");
      rect.setAttribute("role", "button");
      rect.setAttribute("aria-label", figure.querySelector("[data-add]").textContent);
    };
    const added = (box) => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      put(rect, box);
      prepare(rect);
      drawing.append(rect);
      return rect;
    };
    const again = () => {
      const boxes = field.value.split(";").map((part) => part.split(",").map(Number));
      drawing.replaceChildren();
      for (const box of boxes) if (box.length === 4 && box.every(Number.isFinite)) added(box);
    };

    [...drawing.children].forEach(prepare);
    figure.querySelector("[data-tools]").hidden = false;
    field.addEventListener("change", again);
    figure.querySelector("[data-add]").addEventListener("click", () => {
      added([425, 425, 150, 150]).focus();
      keep();
    });

    drawing.addEventListener("keydown", (event) => {
      const rect = event.target;
      const far = event.altKey ? 2 : 12;
      const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key];
      if (way) {
        const [x, y, width, height] = numbers(rect);
        put(rect, event.shiftKey ? [x, y, width + way[0], height + way[1]] : [x + way[0], y + way[1], width, height]);
      } else if (event.key === "Delete" || event.key === "Backspace") {
        const next = rect.nextElementSibling || rect.previousElementSibling;
        rect.remove();
        (next || figure.querySelector("[data-add]")).focus();
      } else {
        return;
      }
      event.preventDefault();
      keep();
    });

    // A drag on a box moves it, on the picture draws one; a tap on a box removes it.
    const at = (event) => {
      const frame = canvas.getBoundingClientRect();
      return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height].map((part) => part * 1000);
    };
    let held = null;
    drawing.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const start = at(event);
      const rect = event.target.closest("rect");
      held = { start, rect, box: rect && numbers(rect), moved: false };
      drawing.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    drawing.addEventListener("pointermove", (event) => {
      if (!held) return;
      const [x, y] = at(event);
      const [left, top] = held.start;
      held.moved ||= Math.hypot(x - left, y - top) > LEAST;
      if (!held.moved) return;
      if (held.box) {
        put(held.rect, [held.box[0] + x - left, held.box[1] + y - top, held.box[2], held.box[3]]);
      } else {
        held.rect ??= added([left, top, LEAST, LEAST]);
        put(held.rect, [Math.min(x, left), Math.min(y, top), Math.abs(x - left), Math.abs(y - top)]);
      }
    });
    const end = () => {
      if (!held) return;
      if (held.box && !held.moved) held.rect.remove();
      else held.rect?.focus();
      if (held.rect) keep();
      held = null;
    };
    drawing.addEventListener("pointerup", end);
    // The browser took the finger for scrolling: what is seen must be what is kept.
    drawing.addEventListener("pointercancel", () => {
      if (held?.box) put(held.rect, held.box);
      else held?.rect?.remove();
      held = null;
    });
  }
  form.querySelectorAll("[data-picture]").forEach(picture);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-publish]"));
    } else if (event.altKey && event.code === "KeyS") {
      const skip = form.querySelector("[data-skip]");
      if (skip) {
        event.preventDefault();
        skip.click();
      }
    }
  });
})();
