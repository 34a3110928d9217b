"use client";

import { useState } from "react";
import { useHydrated } from "../ui/hydrated.tsx";

/** Where a preview appears. Until there is one, it takes no room where a script can tell. */
export function PreviewFrame({ name, title, className }: { name: string; title: string; className: string }) {
  const [isFilled, setIsFilled] = useState(false);
  const isHidden = useHydrated() && !isFilled;
  // oxlint-disable-next-line react/iframe-missing-sandbox -- the answer's own policy allows no script, and a sandbox would keep the stylesheets out
  return <iframe name={name} title={title} hidden={isHidden} onLoad={({ currentTarget }) => setIsFilled(dress(currentTarget))} className={className} />;
}

/** A route handler cannot name the built stylesheets: an answer that links none, but for its reader's own colours, gets those of this page. Answers whether there is one. */
export function dress(frame: HTMLIFrameElement): boolean {
  const inner = frame.contentDocument;
  if (!inner?.head || !inner.body.hasChildNodes()) return false;
  if (inner.querySelector("style, link[rel=stylesheet]:not([data-brand]), [style]")) return true;
  inner.documentElement.dataset.theme = document.documentElement.dataset.theme ?? "";
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) inner.head.append(inner.importNode(link, true));
  return true;
}
