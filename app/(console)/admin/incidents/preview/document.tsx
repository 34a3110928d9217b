import type { ReactElement } from "react";
import { IncidentDocument } from "#components/incidents/incident-document";
import { incidentHref } from "#components/status/reader";
import { Prose } from "#components/ui/prose";
import { renderEmail } from "#emails/render-email";
import { asAudience, type Context } from "#lib/access/context";
import { loadBranding } from "#lib/branding/queries";
import type { MailBrand } from "#lib/branding/terms";
import { mailProps } from "#lib/delivery/channels/update-mail";
import { findMailBrand } from "#lib/delivery/queries/readers";
import { isFailure } from "#lib/core/failure";
import { feedItems } from "#lib/feeds/rules";
import { rehearseDraft, rehearsePublication } from "#lib/incidents/commands/publish";
import type { SaveDraft } from "#lib/incidents/input";
import { getPreviewReader, type PreviewReader } from "#lib/incidents/queries/audience";
import { env } from "#lib/platform/env";
import { findIncidentView } from "#lib/status/queries/incident";
import type { IncidentView, UpdateView } from "#lib/status/terms";
import { readerOf } from "../../../../(portal)/c/[customer]/reader.ts";
import { publicReader } from "../../../../(public)/reader.ts";

interface Wanted {
  view: "page" | "mail" | "feed";
  as: string;
  /** What is typed now, or a draft as its author left it. */
  form: SaveDraft | { draftId: string };
}

interface Seen {
  incident: IncidentView;
  update: UpdateView;
  reader: PreviewReader;
  brand: MailBrand;
  stylesheetPath: string | null;
}

/** What one reader would get, made by the queries and templates that make the real thing. What cannot be published yet says what it lacks. */
export async function previewDocument(ctx: Context, wanted: Wanted): Promise<string> {
  try {
    return await draw(ctx, wanted);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return renderPreview(<Unready reasons={Object.values(error.fields ?? { form: error.sentence })} />);
  }
}

async function draw(ctx: Context, { view, as, form }: Wanted): Promise<string> {
  const reader = await getPreviewReader(ctx, as);
  const look = async ({ code, updateId }: { code: string; updateId: string }) => {
    const incident = await findIncidentView(asAudience(ctx, reader.audience), code);
    return { incident, update: incident?.updates.find((update) => update.id === updateId) };
  };
  const seen = await ("content" in form ? rehearsePublication(ctx, { ...form, look }) : rehearseDraft(ctx, { draftId: form.draftId, look }));
  if (!seen.incident || !seen.update) return renderPreview(<Unseen name={reader.customer?.name} />);
  return drawings[view]({ incident: seen.incident, update: seen.update, reader, ...(await lookOf(ctx, reader)) });
}

// As its reader has it: the customer's own look, or the portal's.
async function lookOf(ctx: Context, { customer }: PreviewReader): Promise<Pick<Seen, "brand" | "stylesheetPath">> {
  const { stylesheetPath } = await loadBranding(ctx.read, customer?.id ?? null);
  return { stylesheetPath, brand: await findMailBrand(ctx.read, { customerId: customer?.id ?? null, portalUrl: env.APP_URL }) };
}

const drawings: Record<Wanted["view"], (seen: Seen) => Promise<string>> = {
  page: ({ incident, reader, stylesheetPath }) => renderPreview(<IncidentDocument view={incident} reader={toReader(reader)} />, stylesheetPath),
  mail: async ({ incident, update, reader, brand }) => (await renderEmail("incident-update", { ...mailProps({ incident, update, audience: reader }), brand })).html,
  feed: ({ incident, update, reader }) => renderPreview(<FeedItem incident={incident} update={update} reader={reader} />),
};

function FeedItem({ incident, update, reader }: Pick<Seen, "incident" | "update" | "reader">) {
  const shown = { ...update, note: update.notes[0]?.body ?? null, isImported: false };
  const [item] = feedItems([{ code: incident.code, title: incident.title, externalUrl: incident.externalUrl, updates: [shown] }], { url: env.APP_URL, incidentUrl: (code) => `${env.APP_URL}${incidentHref(toReader(reader), code)}`, zone: reader.timeZone });
  if (!item) return null;
  return (
    <article className="grid gap-2 text-sm">
      <h1 className="font-semibold">{item.title}</h1>
      <p className="text-xs text-muted">{item.url}</p>
      <Prose>{item.html}</Prose>
    </article>
  );
}

function toReader({ customer }: PreviewReader) {
  return customer ? readerOf(customer) : publicReader;
}

function Unseen({ name }: { name: string | undefined }) {
  return <p className="text-sm text-muted">{name ?? "The public"} would not see this: not on a page, not in a mail, not in a feed.</p>;
}

function Unready({ reasons }: { reasons: string[] }) {
  return (
    <div className="grid gap-2 text-sm text-muted">
      <p>The preview appears as soon as this could be published:</p>
      <ul className="list-disc ps-5">{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </div>
  );
}

// Imported when it is asked for: the bundler refuses react-dom/server by name among server components.
export async function renderPreview(element: ReactElement, stylesheetPath: string | null = null): Promise<string> {
  const { renderToStaticMarkup } = await import("react-dom/server");
  return `<!doctype html>${renderToStaticMarkup(<html lang="en"><head><title>Preview</title>{stylesheetPath && <link rel="stylesheet" href={stylesheetPath} data-brand="" />}</head><body className="p-4">{element}</body></html>)}`;
}
