import webPush from "web-push";

/** A new pair of keys (RFC 8292), as lines for the configuration. Nothing is written anywhere. */
export function printVapidKeys(): void {
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  console.log(`VAPID_PUBLIC_KEY=${publicKey}\nVAPID_PRIVATE_KEY=${privateKey}\nVAPID_SUBJECT=mailto:you@your-company.com`);
}
