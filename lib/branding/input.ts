import { z } from "zod";
import { isReadable, nearestReadable, type Theme, accentContrast } from "./rules/colour.ts";
import { footerLinksLimit, footerTextLimit, type FooterLink } from "./terms.ts";

function accent(theme: Theme) {
  return z
    .string()
    .trim()
    .toLowerCase()
    .default("")
    .superRefine((colour, ctx) => {
      if (colour === "") return;
      if (!/^#[0-9a-f]{6}$/.test(colour)) ctx.addIssue({ code: "custom", message: "Write the colour as # and six digits, such as #2c55c9." });
      else if (!isReadable(colour, theme)) ctx.addIssue({ code: "custom", message: `Links in this colour are hard to read on the ${theme} page: its contrast is ${accentContrast(colour, theme).toFixed(2)}, and 4.5 is the least (WCAG AA). The nearest that can be read is ${nearestReadable(colour, theme)}.` });
    })
    .transform((colour) => colour || null);
}

/** One link a line: words, then the address. */
const FooterLinks = z.string().default("").transform((text, ctx) => {
  const links: FooterLink[] = [];
  for (const line of text.split("\n").map((each) => each.trim()).filter((each) => each !== "")) {
    const match = /^(.{1,60}?)\s+(https:\/\/\S{1,500}|mailto:\S{3,200})$/.exec(line);
    if (match && URL.canParse(match[2] ?? "")) links.push({ label: match[1] ?? "", href: match[2] ?? "" });
    else ctx.addIssue({ code: "custom", message: `“${line.slice(0, 60)}” is no link. Write words, a space, and an address that begins with https:// or mailto:, one a line.` });
  }
  if (links.length > footerLinksLimit) ctx.addIssue({ code: "custom", message: `Keep it to ${footerLinksLimit} links.` });
  return links;
});

/** A form with a picture in it: the route hands files of a picture's type over as data URLs. */
const Picture = z.string().default("").transform((text) => (text.startsWith("data:") ? Buffer.from(text.slice(text.indexOf(",") + 1), "base64") : null)).transform((bytes) => (bytes && bytes.length > 0 ? bytes : null));

export const SaveBranding = z.object({
  accentLight: accent("light"),
  accentDark: accent("dark"),
  footerText: z.string().trim().max(footerTextLimit, `Keep it under ${footerTextLimit} characters.`).default(""),
  footerLinks: FooterLinks,
  logo: Picture,
  removesLogo: z.string().optional().transform((value) => value !== undefined),
  version: z.coerce.number().int().nonnegative().catch(0),
});
export type SaveBranding = Omit<z.output<typeof SaveBranding>, "logo"> & { logo: Buffer | null };

export const SaveCustomerBranding = SaveBranding.extend({ id: z.string().min(1).max(64) });

/** Names a file by its hash and what it is. */
export const BrandFile = z.object({ file: z.string().max(100) });
