import { Button } from "../ui/button.tsx";

/** Asks this browser to be told. push-page.js shows the button where it can be, and fills in what the browser says of itself. */
export function BrowserForm({ action, publicKey }: { action: string; publicKey: string }) {
  return (
    <>
      <script async src="/push-page.js" />
      <form method="post" action={action} data-push-key={publicKey} className="grid gap-3">
        <input type="hidden" name="channel" value="push" />
        <input type="hidden" name="secretAddress" />
        <input type="hidden" name="label" value="This browser" />
        <p className="max-w-prose text-sm text-soft" data-push-words>This needs a browser that takes notifications, and its script switched on.</p>
        <div><Button hidden data-push-button type="button">Tell this browser</Button></div>
      </form>
    </>
  );
}
