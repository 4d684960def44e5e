// What is recorded on the spot waits on this phone and travels when there is a signal: in the order
// it was recorded, each once. The server knows a repeat by the key that is made here.
"use strict";

(() => {
  const box = document.querySelector("[data-field]");
  if (!box) return;
  const words = box.dataset;
  const signal = box.querySelector("[data-field-signal]");
  const list = box.querySelector("[data-field-queue]");
  const AGAIN = 3_000; // milliseconds between two tries while something waits

  // The first visit came before the worker: what the page is made of is asked once more through it.
  async function keepPage() {
    await navigator.serviceWorker.register(words.worker);
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) =>
        navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }),
      );
    }
    const parts = performance.getEntriesByType("resource").map((part) => part.name);
    const ours = parts.filter((name) => name.startsWith(`${location.origin}/static/`));
    await Promise.all([location.pathname, ...new Set(ours)].map((part) => fetch(part)));
    box.dataset.fieldReady = "yes";
  }
  if (navigator.serviceWorker && navigator.onLine) keepPage().catch(() => null);

  function store() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("tinhso.field", 1);
      asked.onupgradeneeded = () =>
        asked.result.createObjectStore("queue", { keyPath: "place", autoIncrement: true });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async function queue(mode, act) {
    const opened = await store();
    return new Promise((resolve, reject) => {
      const change = opened.transaction("queue", mode, { durability: "strict" });
      const asked = act(change.objectStore("queue"));
      change.oncomplete = () => resolve(asked.result);
      change.onerror = () => reject(change.error);
    }).finally(() => opened.close());
  }

  const all = () => queue("readonly", (kept) => kept.getAll());
  const put = (visit) => queue("readwrite", (kept) => kept.put(visit));
  const drop = (place) => queue("readwrite", (kept) => kept.delete(place));

  const token = () => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";

  async function show() {
    const waiting = await all();
    list.hidden = waiting.length === 0;
    list.replaceChildren(
      ...waiting.map((visit) => {
        const line = document.createElement("p");
        const what = [visit.number, visit.text.slice(0, 60), visit.photos.length ? `${visit.photos.length} ${words.wordsPhotos}` : ""];
        line.append(what.filter(Boolean).join(" · "));
        if (visit.refused) {
          const why = document.createElement("span");
          why.textContent = `${words.wordsRefused} ${visit.refused}`;
          const button = document.createElement("button");
          button.type = "button";
          button.className = "ds-button";
          button.dataset.variant = "tertiary";
          button.textContent = words.wordsDiscard;
          button.addEventListener("click", () => drop(visit.place).then(show));
          line.append(why, button);
        }
        return line;
      }),
    );
    const still = waiting.filter((visit) => !visit.refused).length;
    if (!navigator.onLine) signal.textContent = words.wordsOffline;
    else if (still) signal.textContent = `${still} ${words.wordsWaiting}`;
    else if (signal.textContent === words.wordsOffline) signal.textContent = "";
    box.dataset.fieldWaiting = String(still);
  }

  // Returns whether the next one may be tried.
  async function send(visit) {
    const body = new FormData();
    body.set("key", visit.key);
    body.set("text", visit.text);
    body.set("taken_at", visit.takenAt);
    for (const photo of visit.photos) body.append("photos", photo);
    const answer = await fetch(visit.to, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
    }).catch(() => null);
    if (!answer || answer.status >= 500) return false;
    if (answer.ok) {
      await drop(visit.place);
      const time = new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit" });
      signal.textContent = `${visit.number}: ${words.wordsSent} ${time.format(new Date())}`;
      return true;
    }
    if ([0, 401, 403].includes(answer.status)) {
      signal.textContent = words.wordsSign;
      return false;
    }
    const { error = String(answer.status) } = await answer.json().catch(() => ({}));
    await put({ ...visit, refused: error });
    return true;
  }

  async function sendAll() {
    const work = async () => {
      for (const visit of await all()) {
        if (visit.refused) continue;
        if (!(await send(visit))) break;
      }
    };
    // One tab sends at a time, so that the order holds.
    if (navigator.locks) await navigator.locks.request("tinhso.field", work);
    else await work();
    await show();
  }

  for (const form of box.querySelectorAll("[data-field-form]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const said = form.querySelector("[data-field-said]");
      const photos = [...form.elements.photos.files];
      const text = form.elements.text.value.trim();
      if (!photos.length && !text) return form.elements.text.focus();
      await put({
        key: crypto.randomUUID(),
        number: form.dataset.fieldForm,
        to: form.action,
        takenAt: new Date().toISOString(),
        text,
        photos,
      });
      form.reset();
      form.dispatchEvent(new Event("draft-forgotten"));
      said.textContent = words.wordsKept;
      await show();
      await sendAll();
      if (box.dataset.fieldWaiting === "0") said.textContent = "";
    }, true);
  }

  addEventListener("online", sendAll);
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => document.hidden || sendAll());
  // The first try after a signal is back may come too soon.
  setInterval(() => navigator.onLine && box.dataset.fieldWaiting !== "0" && sendAll(), AGAIN);
  sendAll();
})();
