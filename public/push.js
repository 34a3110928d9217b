// Shows what a push service brought, and opens its page when asked. Nothing is kept.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title = "Status", body = "", url = "/", tag } = read(event.data);
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: Boolean(tag), icon: "/icon.svg", data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url));
});

function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

// Only pages of this portal: whatever else a message names is not opened.
async function open(address) {
  const url = URL.canParse(address) && new URL(address).origin === self.location.origin ? address : "/";
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = windows.find((each) => each.url === url);
  return shown ? shown.focus() : self.clients.openWindow(url);
}
