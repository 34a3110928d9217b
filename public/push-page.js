// Lets this browser be told: asks it for an address and sends that with the page's form.
(() => {
  const form = document.querySelector("form[data-push-key]");
  const button = form?.querySelector("[data-push-button]");
  const words = form?.querySelector("[data-push-words]");
  if (!form || !button || !words) return;
  const say = (text) => { words.textContent = text; };

  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return say(words.dataset.none);
  if (Notification.permission === "denied") return say(words.dataset.denied);
  say(words.dataset.ready);
  button.hidden = false;
  button.addEventListener("click", () => { subscribe().catch(() => say(words.dataset.failed)); });

  async function subscribe() {
    if ((await Notification.requestPermission()) !== "granted") return say(words.dataset.refused);
    button.disabled = true;
    const registration = await navigator.serviceWorker.register("/push.js");
    await navigator.serviceWorker.ready;
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey) });
    const { endpoint, keys } = subscription.toJSON();
    form.elements.namedItem("secretAddress").value = JSON.stringify({ endpoint, keys });
    form.elements.namedItem("label").value = `${words.dataset.name} (${navigator.userAgentData?.platform || navigator.platform || "web"})`.slice(0, 80);
    form.submit();
  }

  function bytes(text) {
    const base64 = text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  }
})();
