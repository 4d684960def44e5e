// What is recorded on the spot waits on this phone and travels when there is a signal: in the order
// it was recorded, each once. The server knows a repeat by the key that is made here.
"use strict";

(() => {
  const box = document.querySelector("[data-field]");
  if (!box || !navigator.locks) return; // no TLS, or an old browser: the form goes by itself
  const words = box.dataset;
  const signal = box.querySelector("[data-field-signal]");
  const list = box.querySelector("[data-field-queue]");
  // Milliseconds until the next try while something waits; twice as many after each that failed.
  const SOON = 3_000;
  const LATEST = 60_000;
  let pause = SOON;
  let again;
  let signedOut = false;

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
      change.onabort = () => reject(change.error); // also where the phone is full
    }).finally(() => opened.close());
  }

  // A phone may be shared: what somebody recorded is shown to them and sent as theirs alone.
  const mine = async () =>
    (await queue("readonly", (kept) => kept.getAll())).filter((visit) => visit.who === words.who);
  const put = (visit) => queue("readwrite", (kept) => kept.put(visit));
  const drop = (place) => queue("readwrite", (kept) => kept.delete(place));

  const token = () => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";

  async function show() {
    const waiting = await mine();
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
    else if (still && signedOut) signal.textContent = words.wordsSign;
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
    if (!answer || answer.status >= 500 || [408, 429].includes(answer.status)) return false;
    if (answer.ok) {
      signedOut = false;
      await drop(visit.place);
      const time = new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit" });
      signal.textContent = `${visit.number}: ${words.wordsSent} ${time.format(new Date())}`;
      return true;
    }
    signedOut = [0, 401, 403].includes(answer.status);
    if (signedOut) return false;
    const { error = String(answer.status) } = await answer.json().catch(() => ({}));
    await put({ ...visit, refused: error });
    return true;
  }

  // Returns whether all that could be tried went through.
  async function sendWaiting() {
    for (const visit of await mine()) {
      if (!visit.refused && !(await send(visit))) return false;
    }
    return true;
  }

  async function sendAll() {
    // One tab sends at a time, so that the order holds; another try finds what this one left.
    const went = await navigator.locks.request("tinhso.field", { ifAvailable: true }, (lock) =>
      lock && navigator.onLine ? sendWaiting() : null,
    );
    await show();
    clearTimeout(again);
    // Who is signed out is asked to sign in; photos don't travel for nothing meanwhile.
    if (box.dataset.fieldWaiting === "0" || signedOut) return;
    again = setTimeout(sendAll, pause);
    if (went === false) pause = Math.min(2 * pause, LATEST);
  }

  function sendSoon() {
    pause = SOON;
    return sendAll();
  }

  for (const form of box.querySelectorAll("[data-field-form]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const said = form.querySelector("[data-field-said]");
      const photos = [...form.elements.photos.files];
      const text = form.elements.text.value.trim();
      if (!photos.length && !text) return form.elements.text.focus();
      if (photos.length > Number(words.photosMost)) {
        said.textContent = words.wordsMost;
        return form.elements.photos.focus();
      }
      if (form.dataset.sent) return; // pressed twice
      form.dataset.sent = "yes";
      const visit = {
        key: crypto.randomUUID(),
        who: words.who,
        number: form.dataset.fieldForm,
        to: form.action,
        takenAt: new Date().toISOString(),
        text,
        photos,
      };
      try {
        await put(visit);
      } catch {
        return form.submit(); // a phone that keeps nothing sends at once
      }
      delete form.dataset.sent;
      form.reset();
      form.dispatchEvent(new Event("draft-forgotten"));
      said.textContent = words.wordsKept;
      await show();
      await sendSoon();
      if (box.dataset.fieldWaiting === "0") said.textContent = "";
    }, true);
  }

  addEventListener("online", sendSoon);
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => document.hidden || sendSoon());
  sendAll();
})();
