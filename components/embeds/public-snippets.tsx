import { CopyText } from "../ui/copy-field.tsx";
import { say } from "#lib/language/rules/say";

/** What others put into their pages to show the public status. */
export function PublicSnippets({ base, name }: { base: string; name: string }) {
  return (
    <div className="grid gap-4">
      <CopyText id="snippet-card" label={say("Status card")} hint={say("It updates itself every minute. With data-variant=\"badge\" it is one line; with data-variant=\"banner\" it floats over a page, only while something is wrong.")} value={`<script async src="${base}/embed/status.js"></script>\n<candor-status></candor-status>`} />
      <CopyText id="snippet-badge" label={say("Picture")} hint={say("For a README or a page without scripts.")} value={`<a href="${base}/"><img src="${base}/badge.svg" alt="Status of ${escapeAttribute(name)}" height="20"></a>`} />
    </div>
  );
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
