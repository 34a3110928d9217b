/** Whose look: the portal's, or a customer's by its id. */
export const portalOwner = "portal";

export interface FooterLink {
  label: string;
  href: string;
}

export interface Logo {
  /** Its address on any host of the portal. */
  path: string;
  width: number;
  height: number;
}

/** What pages and mails are drawn with: a customer's own choices, the portal's for the rest. */
export interface Branding {
  logo: Logo | null;
  stylesheetPath: string | null;
  accentLight: string | null;
  accentDark: string | null;
  footerText: string;
  footerLinks: readonly FooterLink[];
}

/** The same for mails, which are read elsewhere: with whole addresses. */
export interface MailBrand extends Omit<Branding, "logo" | "stylesheetPath"> {
  logo: (Logo & { url: string }) | null;
}

export const logoTypes = { png: "image/png", webp: "image/webp", jpg: "image/jpeg" } as const;
export type LogoType = keyof typeof logoTypes;

export const logoLimitBytes = 256 * 1024;
export const footerTextLimit = 300;
export const footerLinksLimit = 5;
