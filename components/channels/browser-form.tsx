import { say } from "#lib/language/rules/say";
import { Button } from "../ui/button.tsx";

/** Asks this browser to be told. push-page.js shows the button where it can be, and fills in what the browser says of itself. */
export function BrowserForm({ action, publicKey }: { action: string; publicKey: string }) {
  return (
    <>
      <script async src="/push-page.js" />
      <form method="post" action={action} data-push-key={publicKey} className="grid gap-3">
        <input type="hidden" name="channel" value="push" />
        <input type="hidden" name="secretAddress" />
        <input type="hidden" name="label" value={say("This browser")} />
        <p className="max-w-prose text-sm text-soft" data-push-words data-none={say("This browser takes no notifications.")} data-denied={say("This browser does not allow notifications from here. Change that in its settings for this page, then load it again.")} data-ready={say("A notification for each update, even while this page is closed. Each browser and device is added for itself.")} data-failed={say("This browser could not be added. Try again, or use another one.")} data-refused={say("Notifications were not allowed, so nothing was added.")} data-name={say("This browser")}>{say("This needs a browser that takes notifications, and its script switched on.")}</p>
        <div><Button hidden data-push-button type="button">{say("Tell this browser")}</Button></div>
      </form>
    </>
  );
}
