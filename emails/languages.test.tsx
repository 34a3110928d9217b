import { describe, expect, test } from "vitest";
import { sayDuration, sayInstant, saySpan } from "#lib/core/time-words";
import type { MailBrand } from "#lib/branding/terms";
import type { MaintenanceUpdateKind } from "#lib/maintenance/terms";
import { mailProps } from "#lib/testing/mail-props";
import { type EmailTemplate, renderEmail } from "./render-email.tsx";

const de = "de" as const;

describe("in German", () => {
  test("every label, date and state is German, and what was written stays as written", async () => {
    const mails = await Promise.all([
      renderEmail("incident-update", { ...mailProps["incident-update"], language: de }),
      renderEmail("maintenance-update", { ...mailProps["maintenance-update"], language: de }),
      renderEmail("announcement", { ...mailProps.announcement, language: de }),
      renderEmail("postmortem", { ...mailProps.postmortem, language: de }),
      renderEmail("digest", { ...mailProps.digest, language: de }),
      renderEmail("sign-in", { ...mailProps["sign-in"], language: de }),
      renderEmail("confirm-subscription", { ...mailProps["confirm-subscription"], language: de }),
      renderEmail("company-sign-in", { ...mailProps["company-sign-in"], language: de }),
      renderEmail("invitation", { ...mailProps.invitation, language: de }),
      renderEmail("maintenance-question", { ...mailProps["maintenance-question"], language: de }),
      renderEmail("stop-list", { ...mailProps["stop-list"], language: de }),
      renderEmail("stopped", { ...mailProps.stopped, language: de }),
      renderEmail("endpoint-off", { ...mailProps["endpoint-off"], language: de }),
      renderEmail("statement", { ...mailProps.statement, language: de }),
      renderEmail("budget-threshold", { ...mailProps["budget-threshold"], language: de }),
      renderEmail("impact-answer", { ...mailProps["impact-answer"], language: de }),
    ]);
    for (const { html, text } of mails) {
      expect(html).toMatch(/<html[^>]* lang="de"/);
      expect(html).not.toContain('lang="en"');
      for (const part of [html, text]) expect(part).not.toMatch(/\b(Since|Until|Affects you|Affected|Next update|Resolved|Identified|Scheduled|Read the timeline|Unsubscribe|For Acme|CET|Moved|Sign in|Confirm|Requested|Sent|Proposed|Answer by|Accept|Stop mails|You get no|Open the|Read it)\b/);
    }
    expect(mails[0]?.text).toContain("23. Nov. 2026, 13:52 MEZ (12:52 UTC)");
    expect(mails[0]?.text).toContain("Checkout · EU: teilweise ausgefallen");
    expect(mails[0]?.text).toContain("Card payments fail for about 1 in 8 attempts");
  });

  test("times cross midnight, months and the change of clocks as in English", () => {
    const at = Date.parse("2026-03-29T00:30:00Z");
    expect(sayInstant(at, { zone: "America/New_York", language: de, style: "full" })).toBe("28. März 2026, 20:30 EDT (29. März, 00:30 UTC)");
    expect(saySpan({ from: at, until: at + 3_600_000 }, { zone: "Europe/Berlin", language: de })).toBe("So. 29. März 2026, 01:30–03:30 MESZ");
    expect([45_000, 48 * 60_000, 185 * 60_000, 24 * 3_600_000, 52 * 3_600_000].map((ms) => sayDuration(ms, de))).toEqual(["45 Sek.", "48 Min.", "3 Std. 5 Min.", "1 Tag", "2 Tage 4 Std."]);
  });
});

describe("a maintenance's mail", () => {
  const heads: Record<MaintenanceUpdateKind, string> = { scheduled: "Planned", moved: "Moved to another time", extended: "Takes longer than planned", started: "Started", verifying: "Being checked", completed: "Completed", cancelled: "Cancelled", reminder: "Coming up", overrun: "Not finished in time", note: "Scheduled" };
  test.each(Object.entries(heads))("%s begins with “%s”, in both parts", async (news, head) => {
    const { html, text } = await renderEmail("maintenance-update", { ...mailProps["maintenance-update"], news: news as MaintenanceUpdateKind });
    expect(text).toMatch(new RegExp(`Maintenance +${head}`));
    expect(html).toContain(head);
  });
});

describe("a mail with a look of its own", () => {
  const brand: MailBrand = { logo: { path: "/brand/a.png", url: "https://status.example/brand/a.png", width: 240, height: 56 }, accentLight: "#0b6b45", accentDark: null, footerText: "Northlight AB", footerLinks: [{ label: "Imprint", href: "https://northlight.example/imprint" }] };

  test.each(Object.keys(mailProps) as EmailTemplate[])("%s carries logo, colour and footer, in both parts what can stand in both", async (name) => {
    const { html, text } = await renderEmail(name, { ...mailProps[name], brand });
    for (const words of ["https://status.example/brand/a.png", 'alt="Northlight"', "#0b6b45", "Northlight AB", "https://northlight.example/imprint"]) expect(html).toContain(words);
    for (const words of ["Northlight AB", "Imprint: https://northlight.example/imprint"]) expect(text).toContain(words);
  });
});
