// Photos of a citizen's form: made smaller before they travel, shown with a way to take one back,
// and kept on this device until they are sent, so that an empty battery costs nothing.
//   <input type="file" multiple data-photos="name of the draft" data-photos-most="4">
//   the page after sending carries <… data-draft-done="name">.
// Without this script the input is the browser's own and sends what was chosen.
"use strict";

(() => {
  const LONGEST_SIDE = 2000; // pixels: a plate or a house number can still be read by the officer
  const QUALITY = 0.85;
  const WEEK = 7 * 24 * 3600 * 1000;
  const english = document.documentElement.lang === "en";
  const words = english
    ? { remove: (name) => `Take back ${name}`, more: (most) => `At most ${most} photos: the first ${most} were kept.`, working: "Preparing the photos…" }
    : { remove: (name) => `Bỏ ảnh ${name}`, more: (most) => `Nhiều nhất ${most} ảnh: đã giữ ${most} ảnh đầu.`, working: "Đang chuẩn bị ảnh…" };

  function store() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("tinhso.photos", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("drafts");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async function withDrafts(mode, act) {
    const opened = await store();
    return new Promise((resolve, reject) => {
      const change = opened.transaction("drafts", mode);
      const asked = act(change.objectStore("drafts"));
      change.oncomplete = () => resolve(asked.result);
      change.onabort = () => reject(change.error); // also where the phone is full
    }).finally(() => opened.close());
  }

  const keep = (name, files) =>
    withDrafts("readwrite", (drafts) =>
      files.length ? drafts.put({ at: Date.now(), files }, name) : drafts.delete(name),
    ).catch(() => {}); // a browser that keeps nothing still sends

  async function kept(name) {
    const draft = await withDrafts("readonly", (drafts) => drafts.get(name)).catch(() => null);
    return draft && Date.now() - draft.at < WEEK ? draft.files : [];
  }

  async function smaller(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      if (!made || (scale === 1 && made.size >= file.size)) return file;
      return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch {
      return file; // what the browser can't read, the server judges
    }
  }

  for (const done of document.querySelectorAll("[data-draft-done]")) {
    keep(done.dataset.draftDone, []);
  }

  for (const input of document.querySelectorAll("input[type=file][data-photos]")) {
    const name = input.dataset.photos;
    const most = Number(input.dataset.photosMost || 4);
    const tray = document.createElement("ul");
    tray.className = "photo-tray";
    tray.hidden = true;
    const said = document.createElement("p");
    said.className = "soft small";
    said.setAttribute("role", "status");
    input.after(tray, said);
    let files = [];
    let sent = 0; // how often the form was sent or emptied while the page stayed

    function show() {
      const transfer = new DataTransfer();
      for (const file of files) transfer.items.add(file);
      input.files = transfer.files;
      for (const shown of tray.querySelectorAll("img")) URL.revokeObjectURL(shown.src);
      tray.replaceChildren(...files.map(draw));
      tray.hidden = files.length === 0;
    }

    function draw(file, place) {
      const item = document.createElement("li");
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(file);
      picture.alt = file.name;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "photo-remove";
      button.setAttribute("aria-label", words.remove(file.name));
      button.textContent = "×";
      button.addEventListener("click", () => {
        files = files.filter((_, at) => at !== place);
        show();
        keep(name, files);
        input.focus();
      });
      item.append(picture, button);
      return item;
    }

    input.addEventListener("change", async () => {
      const chosen = [...input.files];
      const before = sent;
      const free = most - files.length;
      said.textContent = words.working;
      const made = [];
      // One after another, and none for nothing: a cheap phone has no memory for many at once.
      for (const file of chosen.slice(0, free)) made.push(await smaller(file));
      if (before !== sent) return; // they travelled as they were chosen
      files = [...files, ...made].slice(0, most);
      said.textContent = chosen.length > free ? words.more(most) : "";
      show();
      await keep(name, files);
      input.dataset.photosKept = String(files.length);
    });
    input.form?.addEventListener("draft-forgotten", () => {
      files = [];
      sent += 1;
      said.textContent = "";
      show();
      keep(name, files);
    });
    if (!document.querySelector(`[data-draft-done="${name}"]`)) {
      kept(name).then((found) => {
        if (!found.length || files.length) return;
        files = found.slice(0, most);
        show();
      });
    }
  }
})();
