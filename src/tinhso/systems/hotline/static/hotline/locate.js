// Fills the commune from where the phone is. Without JavaScript, or without leave, one chooses it.
(() => {
  const box = document.querySelector("[data-locate]");
  if (!box || !navigator.geolocation) return;
  box.hidden = false;
  const button = box.querySelector("button");
  const said = box.querySelector("[role=status]");
  const form = box.closest("form");
  const words = document.documentElement.lang === "en"
    ? { wait: "Finding where you are…", no: "Your location can't be read. Choose the commune below.", near: (name) => `Nearest centre: ${name}. Please check.` }
    : { wait: "Đang tìm vị trí…", no: "Chưa đọc được vị trí. Hãy chọn xã, phường ở dưới.", near: (name) => `Gần trung tâm ${name} nhất. Hãy kiểm tra lại.` };
  button.addEventListener("click", () => {
    said.textContent = words.wait;
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      form.elements.latitude.value = coords.latitude;
      form.elements.longitude.value = coords.longitude;
      try {
        const answer = await fetch(`${box.dataset.resolve}?lat=${coords.latitude}&lon=${coords.longitude}`);
        const found = await answer.json();
        if (!answer.ok || !found.code) throw new Error("nowhere");
        form.elements.place.value = found.code;
        said.textContent = words.near(found.name);
      } catch {
        form.elements.latitude.value = form.elements.longitude.value = "";
        said.textContent = words.no;
      }
    }, () => { said.textContent = words.no; }, { enableHighAccuracy: true, timeout: 15000 });
  });
})();
