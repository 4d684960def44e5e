// Keeps the page of work on the spot, and what it is drawn with, for when there is no signal.
// What was recorded waits in the page's own store, never here.
"use strict";

const KEPT = "tinhso-field";
const PAGE = "{% url "field:field" %}";

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

async function page(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(PAGE, answer.clone());
    // Signed out. A page's own request comes back as a redirect that isn't followed here.
    else if (answer.redirected || answer.type === "opaqueredirect" || answer.status === 403) {
      await cache.delete(PAGE);
    }
    return answer;
  } catch (reason) {
    const kept = await cache.match(PAGE);
    if (kept) return kept;
    throw reason;
  }
}

async function part(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (reason) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw reason;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname === PAGE) event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(part(request));
});
