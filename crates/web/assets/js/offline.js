// Has the service worker keep this board, and says how old it is when it is one that was kept.
"use strict";
(() => {
  const { body } = document, made = +body.dataset.kept, CALM = 120000;
  if (made) {
    const english = document.documentElement.lang === "en", banner = document.getElementById("unreachable");
    if (banner && !body.matches(".wall")) {
      const button = Object.assign(document.createElement("button"), { className: "btn", textContent: english ? "Print this board" : "Imprimer ce tableau" });
      button.onclick = () => print();
      banner.append(" ", button);
    }
    const say = () => {
      const minutes = Math.max(0, Math.floor((Date.now() - made) / 60000)), hours = Math.floor(minutes / 60);
      const age = hours ? hours + " h " + String(minutes % 60).padStart(2, "0") : minutes + " min";
      const place = banner?.querySelector(".age");
      if (place) place.textContent = english ? "(" + age + " ago)" : "(il y a " + age + ")";
      if (hours >= 12) location.reload();
    };
    say();
    setInterval(say, 15000);
    // Back to the living board as soon as the server answers; not all devices at the same instant.
    const again = async () => {
      try {
        const answer = await fetch("/healthz", { cache: "no-store" });
        if (answer.ok) return void setTimeout(() => location.reload(), Math.random() * 2000);
      } catch {
        // Still away.
      }
      setTimeout(again, 3000 + Math.random() * 2000);
    };
    setTimeout(again, 2000);
    return;
  }
  if (!navigator.serviceWorker || !("offline" in body.dataset)) return;
  const same = (text) => text;
  const trusted = window.trustedTypes ? trustedTypes.createPolicy("chevet-offline", { createScriptURL: same }) : { createScriptURL: same };
  navigator.serviceWorker.register(trusted.createScriptURL("/sw.js")).catch(() => {});
  const keep = (registration) => registration.active?.postMessage({ kind: "keep", url: location.href });
  // The first board was loaded before there was anybody to keep it.
  if (!navigator.serviceWorker.controller) navigator.serviceWorker.ready.then(keep);
  let dirty = false;
  document.addEventListener("chevet:patched", () => {
    if (dirty) return;
    dirty = true;
    setTimeout(async () => { dirty = false; keep(await navigator.serviceWorker.ready); }, CALM * (0.8 + Math.random() * 0.4));
  });
})();
