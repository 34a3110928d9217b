import { z } from "zod";
import { route } from "#lib/access/route";
import { previewDocument } from "../../../incidents/preview/document.tsx";

const Preview = z.object({ id: z.string(), view: z.enum(["page", "mail", "feed"]).catch("page"), as: z.string().default("public") });

/** A draft as its readers would get it, for whoever is asked to agree. */
export const POST = route("incidents.preview_draft", Preview, async ({ ctx }, { id, view, as }) => new Response(await previewDocument(ctx, { view, as, form: { draftId: id } }), { headers: { "content-type": "text/html; charset=utf-8" } }));
