import { z } from "zod";
import { Prose } from "#components/ui/prose";
import { route } from "#lib/access/route";
import { renderPreview } from "../../../preview/document.tsx";

const Preview = z.object({ id: z.string(), body: z.string().max(30_000).default("") });

/** The words as readers would get them, in a frame beside the text. */
export const POST = route("incidents.preview_postmortem", Preview, async (_call, { body }) => new Response(await renderPreview(<Prose>{body}</Prose>), { headers: { "content-type": "text/html; charset=utf-8" } }));
