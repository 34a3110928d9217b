import { clsx } from "clsx";
import { renderMarkdown } from "#lib/core/markdown";

/** What a person wrote, as Markdown or HTML. The only place that puts HTML into a page: what `renderMarkdown` let through. */
export function Prose({ children, className }: { children: string; className?: string }) {
  return <div className={clsx("prose", className)} dangerouslySetInnerHTML={{ __html: renderMarkdown(children) }} />;
}
