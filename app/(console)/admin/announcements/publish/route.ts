import { route, seeOther } from "#lib/access/route";
import { publishAnnouncement } from "#lib/announcements/commands/announcements";
import { AnnouncementForm } from "#lib/announcements/input";
import { readAnnouncement } from "#lib/announcements/rules";

export const POST = route("announcements.publish", AnnouncementForm, async ({ ctx, signedIn }, form) => {
  await publishAnnouncement(ctx, readAnnouncement(form, { timeZone: signedIn?.timeZone ?? "UTC", now: ctx.now }));
  return seeOther("/admin/announcements?saved=published");
});
