import { route } from "#lib/access/route";
import { ComposerForm } from "#lib/incidents/input";
import { answerComposer } from "../answer.ts";

export const POST = route("incidents.open", ComposerForm, async (call, form) => answerComposer(call, { ...form, incidentId: null }));
