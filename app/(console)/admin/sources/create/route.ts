import { route } from "#lib/access/route";
import { saveSource } from "#lib/sli/commands/sources";
import { SourceForm } from "#lib/sli/input";
import { showSource } from "../created.ts";

export const POST = route("sources.create", SourceForm, async ({ ctx }, input) => {
  const { id, key } = await saveSource(ctx, { ...input, id: null });
  return showSource(id, { key, saved: "created" });
});
