import { onAccent } from "./colour.ts";

/**
 * The tokens of app/globals.css that an own colour changes. Twice `:root`, so that it holds wherever it stands among a page's
 * stylesheets; colours that the system forces go before.
 */
export function stylesheetOf({ accentLight, accentDark }: { accentLight: string | null; accentDark: string | null }): string | null {
  if (accentLight === null && accentDark === null) return null;
  const light = accentLight ?? "oklch(50% 0.16 262)";
  const dark = accentDark ?? "oklch(74% 0.12 262)";
  const on = `light-dark(${accentLight ? onAccent(accentLight) : "#ffffff"}, ${accentDark ? onAccent(accentDark) : "#0c1015"})`;
  const tokens = [
    `--accent: light-dark(${light}, ${dark})`,
    `--accent-strong: light-dark(color-mix(in oklab, ${light} 84%, black), color-mix(in oklab, ${dark} 76%, white))`,
    `--accent-wash: light-dark(color-mix(in oklab, ${light} 8%, white), color-mix(in oklab, ${dark} 18%, black))`,
    `--on-accent: ${on}`,
  ];
  return `@media not (forced-colors: active) {\n  :root:root {\n${tokens.map((token) => `    ${token};\n`).join("")}  }\n}\n`;
}
