import { route, seeOther } from "#lib/access/route";
import { endAnnouncement, withdrawAnnouncement } from "#lib/announcements/commands/announcements";
import { TakeBack } from "#lib/announcements/input";

export const POST = route("announcements.withdraw", TakeBack, async ({ ctx }, { id, how }) => {
  await (how === "end" ? endAnnouncement : withdrawAnnouncement)(ctx, { id });
  return seeOther(`/admin/announcements?saved=${how === "end" ? "ended" : "withdrawn"}`);
});
