import type { EndpointChannel } from "#lib/delivery/terms";
import { say } from "#lib/language/rules/say";
import type { SentForm } from "../forms/fill.tsx";
import { FormNotice } from "../forms/form-notice.tsx";
import { Section } from "../ui/card.tsx";
import { AddForm } from "./add-form.tsx";
import { BrowserForm } from "./browser-form.tsx";
import { WayList } from "./way-list.tsx";
import type { Way } from "./words.tsx";

interface ChannelsViewProps {
  ways: readonly Way[];
  channels: readonly EndpointChannel[];
  pushKey: string | null;
  base: string;
  form: SentForm;
  saved: string | string[] | undefined;
  now: number;
}

/** Everything of the page below its title, which is the same for members and for subscribers of the public page. */
export function ChannelsView({ ways, channels, pushKey, base, form, saved, now }: ChannelsViewProps) {
  return (
    <>
      <FormNotice sentence={form.sentence} saved={saved} words={{ remove: say("Removed. Nothing is sent there any more.") }} />
      <div className="mt-8"><WayList ways={ways} base={base} now={now} /></div>
      <Section id="add" title={say("Add a place")}><AddForm action={`${base}/add`} channels={channels} form={form} /></Section>
      {pushKey !== null && <Section id="browser" title={say("This browser")}><BrowserForm action={`${base}/add`} publicKey={pushKey} /></Section>}
    </>
  );
}
