import type { KindOfPost } from "#lib/subscriptions/terms";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { say, type Words } from "#lib/language/rules/say";

/** What a mail's link leads to that ends mails of one kind, or the daily mail: it asks, since scanners follow links. */
export type Ending = { kind: KindOfPost } | { digest: true } | { component: { id: string; name: string } };

const kindWords: Record<KindOfPost, Words> = { maintenance: "No more mails about maintenance", announcements: "No more announcements", postmortems: "No more post-mortems", incidents: "No more mails about incidents", statements: "No more statements" };

export function EndingChoice({ action, ending }: { action: string; ending: Ending }) {
  if ("digest" in ending) return <Asking action={action} title={say("The daily mail")} words={say("You get one mail a day. You can get each one at once instead; what was collected comes right away.")} label={say("Get each mail at once")} fields={{ intent: "stop_digest" }} />;
  if ("component" in ending) return <Asking action={action} title={ending.component.name} words={say("You go on hearing about everything else that you hear about now. Components that are added later are then not among them: you choose.")} label={say("No more mails about {name}", { name: ending.component.name })} fields={{ intent: "stop_component", component: ending.component.id }} />;
  return <Asking action={action} title={say("One kind of mail")} words={say("Everything else goes on as it is.")} label={say(kindWords[ending.kind])} fields={{ intent: "stop_kind", kind: ending.kind }} />;
}

function Asking({ action, title, words, label, fields }: { action: string; title: string; words: string; label: string; fields: Record<string, string> }) {
  return (
    <Section id="ending" title={title}>
      <p className="max-w-prose text-sm text-soft">{words}</p>
      <form method="post" action={action} className="mt-3">
        {Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <Button className="max-w-full break-words">{label}</Button>
      </form>
    </Section>
  );
}

/** What the link "stop mails about this incident" leads to, with what it touched beside it. */
export function IncidentChoice({ action, incident, isMuted }: { action: string; incident: { code: string; title: string; components: readonly { id: string; name: string }[] }; isMuted: boolean }) {
  return (
    <Section id="incident" title={say("This incident")}>
      <p className="text-sm break-words">{incident.title}</p>
      <form method="post" action={action} className="mt-3">
        <input type="hidden" name="incident" value={incident.code} />
        <Button name="intent" value={isMuted ? "unmute" : "mute"}>{isMuted ? say("Hear about it again") : say("No more mails about this incident")}</Button>
      </form>
      {incident.components.length > 0 && (
        <p className="mt-3 text-sm text-muted">
          {say("Or never again about")}{" "}
          {incident.components.map((component, index) => <span key={component.id}>{index > 0 && " · "}<a className="underline" href={`?component=${encodeURIComponent(component.id)}`}>{component.name}</a></span>)}
        </p>
      )}
    </Section>
  );
}

/** Incidents that are silent, with the way back. */
export function MutedIncidents({ action, incidents }: { action: string; incidents: readonly { id: string; code: string; title: string }[] }) {
  if (incidents.length === 0) return null;
  return (
    <Section id="muted" title={say("Incidents you hear nothing about")}>
      <ul className="border-t border-line">
        {incidents.map((incident) => (
          <li key={incident.id} className="flex items-center gap-4 border-b border-line py-2 text-sm">
            <span className="min-w-0 flex-1 break-words">{incident.title}</span>
            <form method="post" action={action}>
              <input type="hidden" name="incident" value={incident.code} />
              <Button size="small" name="intent" value="unmute">{say("Hear again")}<span className="sr-only"> {say("about {title}", { title: incident.title })}</span></Button>
            </form>
          </li>
        ))}
      </ul>
    </Section>
  );
}
