import { z } from "zod";
import { scopes } from "#lib/access/terms";
import { formId, formLine, formList, formText } from "#lib/core/form-fields";
import { lifetimes } from "./terms.ts";

export const CreateKey = z.object({
  name: formLine(80, "Say what will use it."),
  scopes: formList.transform((chosen) => scopes.filter((scope) => chosen.includes(scope))).pipe(z.array(z.enum(scopes)).min(1, "Choose at least one thing that it may do.")),
  days: formText.transform(Number).pipe(z.union(lifetimes.map((days) => z.literal(days)), "Choose how long it lasts.")),
});
export type CreateKey = z.output<typeof CreateKey>;

export const RevokeKey = z.object({ id: formId });
