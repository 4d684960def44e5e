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
    ? { wait: "Finding where you are…", no: "Your location can't be read. Choose the commune below.", near: (name) => `Nearest centre: ${name}. Please check.` }
    : { wait: "Đang tìm vị trí…", no: "Chưa đọc được vị trí. Hãy chọn xã, phường ở dưới.", near: (name) => `Gần trung tâm ${name} nhất. Hãy kiểm tra lại.` };
  const { latitude, longitude, place, place_words: named } = form.elements;
  async function resolve() {
    const query = new URLSearchParams({ lat: latitude.value, lon: longitude.value });
    try {
      const answer = await fetch(`${box.dataset.resolve}?${query}`);
      const found = await answer.json();
      if (!answer.ok || !found.code) throw new Error("nowhere");
      place.value = found.code;
      named.value = found.name;
      place.dispatchEvent(new Event("change", { bubbles: true }));
      box.hidden = false;
      said.textContent = words.near(found.name);
    } catch {
      latitude.value = longitude.value = "";
      said.textContent = words.no;
    }
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
