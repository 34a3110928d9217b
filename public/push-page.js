// Lets this browser be told: asks it for an address and sends that with the page's form.
(() => {
  const form = document.querySelector("form[data-push-key]");
  const button = form?.querySelector("[data-push-button]");
  const words = form?.querySelector("[data-push-words]");
  if (!form || !button || !words) return;
  const say = (text) => { words.textContent = text; };

  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return say("This browser takes no notifications.");
  if (Notification.permission === "denied") return say("This browser does not allow notifications from here. Change that in its settings for this page, then load it again.");
  say("A notification for each update, even while this page is closed. Each browser and device is added for itself.");
  button.hidden = false;
  button.addEventListener("click", () => { subscribe().catch(() => say("This browser could not be added. Try again, or use another one.")); });

  async function subscribe() {
    if ((await Notification.requestPermission()) !== "granted") return say("Notifications were not allowed, so nothing was added.");
    button.disabled = true;
    const registration = await navigator.serviceWorker.register("/push.js");
    await navigator.serviceWorker.ready;
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey) });
    const { endpoint, keys } = subscription.toJSON();
    form.elements.namedItem("secretAddress").value = JSON.stringify({ endpoint, keys });
    form.elements.namedItem("label").value = `This browser (${navigator.userAgentData?.platform || navigator.platform || "web"})`.slice(0, 80);
    form.submit();
  }

  function bytes(text) {
    const base64 = text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  }
})();
