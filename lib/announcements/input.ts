import { z } from "zod";
import { formLine, formList, formText, formTick } from "#lib/core/form-fields";
import { visibilities } from "#lib/incidents/terms";

const Id = z.string().min(1).max(80);
const Instant = z.int().nonnegative();

const Words = {
  title: formLine(255, "Give the announcement a title."),
  body: formText.transform((text) => text.replace(/\r\n?/g, "\n")).pipe(z.string().min(1, "Write what readers should know.").max(25_000, "Keep the text under 25,000 characters.")),
  visibility: z.enum(visibilities, "Choose who this is for."),
};

export const PublishAnnouncement = z.object({
  ...Words,
  customerIds: z.array(Id).default([]),
  componentIds: z.array(Id).default([]),
  beginsAt: Instant,
  endsAt: Instant.nullable().default(null),
  /** Nobody is told when it begins. */
  isQuiet: z.boolean().default(false),
});
export type PublishAnnouncement = z.input<typeof PublishAnnouncement>;

export const SaveAnnouncement = PublishAnnouncement.extend({ id: Id, version: z.int().positive(), /** Subscribers hear of the changed words. */ tellsAgain: z.boolean().default(false) });
export type SaveAnnouncement = z.input<typeof SaveAnnouncement>;

/** The form as it is sent: times on its author's clock. */
export const AnnouncementForm = z
  .object({ ...Words, customers: formList, components: formList, beginsAt: formText, endsAt: formText, isQuiet: formTick, tellsAgain: formTick, id: formText, version: z.coerce.number().int().catch(0) })
  .transform(({ customers, components, ...form }) => ({ ...form, customerIds: customers, componentIds: components }));
export type AnnouncementForm = z.output<typeof AnnouncementForm>;

export const TakeBack = z.object({ id: Id, how: z.enum(["end", "withdraw"]).catch("end") });
