import { z } from "zod";
import { route } from "#lib/access/route";
import { ComposerForm } from "#lib/incidents/input";
import { getIncidentFacts } from "#lib/incidents/queries/facts";
import { describeAudience } from "../audience.ts";
import { previewDocument } from "./document.tsx";

const Preview = z
  .looseObject({ view: z.enum(["audience", "page", "mail", "feed"]).catch("page"), as: z.string().default("public") })
  .transform(({ view, as, ...fields }) => ({ view, as, form: ComposerForm.parse(fields) }));

/** What would be published: to whom, and how it reads for any of them. */
export const POST = route("incidents.preview", Preview, async ({ ctx, signedIn }, { view, as, form }) => {
  if (view !== "audience") return new Response(await previewDocument(ctx, { view, as, form }), { headers: { "content-type": "text/html; charset=utf-8" } });
  const incident = form.incidentId === null ? null : await getIncidentFacts(ctx, form.incidentId);
  return Response.json(await describeAudience(ctx, { content: form.content, incident, zone: signedIn?.timeZone ?? "UTC" }));
});
