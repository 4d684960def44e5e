// Fills the commune from where the phone is, or from where the pin was put on the map. Without
// JavaScript, or without leave, one chooses it.
(() => {
  const box = document.querySelector("[data-locate]");
  if (!box) return;
  box.hidden = !navigator.geolocation;
  const button = box.querySelector("button");
  const said = box.querySelector("[role=status]");
  const form = box.closest("form");
  const words = document.documentElement.lang === "en"
    ? { wait: "Finding where you are…", no: "Your location can't be read. Choose the commune below." }
    : { wait: "Đang tìm vị trí…", no: "Chưa đọc được vị trí. Hãy chọn xã, phường ở dưới." };
  const { latitude, longitude, place_words: named } = form.elements;
  // One that is hidden, or a radio button for each place that the server asks about.
  const codes = form.querySelectorAll("[name=place]");
  async function resolve() {
    const query = new URLSearchParams({ lat: latitude.value, lon: longitude.value });
    const found = await fetch(`${box.dataset.resolve}?${query}`)
      .then((answer) => answer.json())
      .catch(() => ({}));
    box.hidden = false;
    if (!found.code) {
      latitude.value = longitude.value = "";
      said.textContent = found.error || words.no;
      return;
    }
    for (const one of codes) {
      if (one.type === "radio") one.checked = one.value === found.code;
      else one.value = found.code;
    }
    named.value = found.name;
    named.dispatchEvent(new Event("change", { bubbles: true }));
    said.textContent = found.sentence;
  }
  latitude.addEventListener("change", resolve);
  button.addEventListener("click", () => {
    said.textContent = words.wait;
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      latitude.value = coords.latitude;
      longitude.value = coords.longitude;
      await resolve();
      latitude.dispatchEvent(new Event("moved"));
    }, () => { said.textContent = words.no; }, { enableHighAccuracy: true, timeout: 15000 });
  });
})();
