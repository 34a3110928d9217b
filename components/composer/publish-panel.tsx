"use client";

import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { useHydrated } from "../ui/hydrated.tsx";
import { Icon } from "../ui/icon.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { type Audience, counted, publishLabel } from "./audience.tsx";
import { askAudience, COMPOSER, composerForm } from "./composer-form.tsx";
import { useComposerChange } from "./use-composer.tsx";

const CHANNEL_WORDS: Record<string, string> = { email: "by email", feed: "by feed" };

type PublishPanelProps = {
  audience: Audience;
  previewHref: string;
  /** An admin, who may publish alone in an emergency. */
  mayOverride?: boolean;
  reason?: string;
  reasonError?: string;
};

/** Who will see it, kept right while typing, and the one button that says what it does. */
export function PublishPanel({ audience: initial, previewHref, mayOverride, reason, reasonError }: PublishPanelProps) {
  const [audience, setAudience] = useState(initial);
  const [why, setWhy] = useState(reason ?? "");
  const isAlone = mayOverride === true && why.trim() !== "";
  const publish = useRef<HTMLButtonElement>(null);
  useComposerChange(async (signal) => {
    const isFor = await askAudience(previewHref, signal)
      .then((answer) => (answer.ok ? (answer.json() as Promise<Audience>) : null))
      .catch(() => null);
    if (isFor && !signal.aborted) setAudience(isFor);
  }, 300);
  useKeyboard(publish);
  return (
    <section aria-labelledby="seen-by" className="grid gap-4">
      <h2 id="seen-by" className="text-sm font-semibold">Will be seen by</h2>
      <SeenBy audience={audience} />
      <div className="grid gap-2">
        <Button ref={publish} form={COMPOSER} name="intent" value="publish" look="primary" className="w-full">{audience.needsApproval && isAlone ? "Publish alone" : publishLabel(audience)}</Button>
        <div className="flex items-center justify-between">
          <Button form={COMPOSER} name="intent" value="draft" look="quiet" size="small" formNoValidate>Save draft</Button>
          <KeyHint />
        </div>
        {audience.needsApproval && <p className="text-xs text-muted">A second person reads it first. It is published as yours when they agree.</p>}
        {audience.needsApproval && mayOverride && <Emergency why={why} onChange={setWhy} error={reasonError} />}
      </div>
    </section>
  );
}

/** Without anybody to ask, an admin says why and publishes alone. */
function Emergency({ why, onChange, error }: { why: string; onChange: (why: string) => void; error?: string }) {
  return (
    <details open={Boolean(why || error)} className="text-sm">
      <summary className="flex items-center gap-1.5 text-xs text-muted hover:text-ink"><Icon name="chevron" className="chevron size-3" />Nobody is there to ask</summary>
      <div className="mt-2"><TextInput id="emergencyReason" form={COMPOSER} label="Why it cannot wait" hint="Kept in the audit log. With a reason here, the button publishes." value={why} onChange={({ target }) => onChange(target.value)} error={error} maxLength={500} /></div>
    </details>
  );
}

function SeenBy({ audience: { isPublic, nobody, customers, channels } }: { audience: Audience }) {
  return (
    <ul aria-live="polite" className="grid gap-2 text-sm">
      {isPublic && <Seen icon="globe">Everyone, on the public page</Seen>}
      {customers.length > 0 && <Seen icon="building"><span className="text-muted">{counted(customers.length, "customer", "customers")}: </span>{customers.join(", ")}</Seen>}
      {!isPublic && customers.length === 0 && <Seen icon="lock">{nobody ?? "Staff only. No customer sees it, nobody is mailed."}</Seen>}
      {channels.filter(({ people }) => people > 0).map(({ channel, people }) => <Seen key={channel} icon={channel === "feed" ? "rss" : "mail"}>{counted(people, "person", "people")} {CHANNEL_WORDS[channel] ?? `by ${channel}`}</Seen>)}
    </ul>
  );
}

function Seen({ icon, children }: { icon: "globe" | "building" | "lock" | "mail" | "rss"; children: ReactNode }) {
  return <li className="flex gap-2.5"><Icon name={icon} className="mt-0.5 text-muted" /><span>{children}</span></li>;
}

function KeyHint() {
  const isHydrated = useHydrated();
  if (!isHydrated) return null;
  const key = navigator.platform.startsWith("Mac") ? "⌘" : "Ctrl";
  return <span className="text-xs text-muted"><kbd className="font-sans">{key}</kbd> <kbd className="font-sans">Enter</kbd> publishes</span>;
}

/** ⌘↵ publishes from anywhere on the page; leaving with something typed asks first. */
function useKeyboard(publish: RefObject<HTMLButtonElement | null>) {
  useEffect(() => {
    const form = composerForm();
    let isDirty = false;
    const typed = () => { isDirty = true; };
    const sent = ({ submitter }: SubmitEvent) => { if (submitter?.getAttribute("name") === "intent") isDirty = false; };
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      form?.requestSubmit(publish.current);
    };
    const leaving = (event: BeforeUnloadEvent) => { if (isDirty) event.preventDefault(); };
    form?.addEventListener("input", typed);
    form?.addEventListener("submit", sent);
    document.addEventListener("keydown", pressed);
    window.addEventListener("beforeunload", leaving);
    return () => {
      form?.removeEventListener("input", typed);
      form?.removeEventListener("submit", sent);
      document.removeEventListener("keydown", pressed);
      window.removeEventListener("beforeunload", leaving);
    };
  }, [publish]);
}
