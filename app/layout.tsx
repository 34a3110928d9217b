import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { currentLanguage } from "#lib/core/language";
import { say } from "#lib/language/rules/say";
import { env } from "#lib/platform/env";
import "./globals.css";

export const dynamic = "force-dynamic";

const typeface = new URL("./fonts/inter.woff2", import.meta.url).pathname;

export function generateMetadata(): Metadata {
  return {
  metadataBase: new URL(env.APP_URL),
  title: { default: env.PORTAL_NAME, template: `%s · ${env.PORTAL_NAME}` },
  description: say("How {name} is doing: incidents, planned maintenance and the last 90 days.", { name: env.PORTAL_NAME }),
  formatDetection: { telephone: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  // The papers of globals.css, as browsers' frames want them.
  themeColor: [{ media: "(prefers-color-scheme: light)", color: "#fbfcfd" }, { media: "(prefers-color-scheme: dark)", color: "#0c1015" }],
};

/** Next makes the head of its pages itself; documents bring theirs. */
export default function RootLayout({ children, head }: { children: ReactNode; head?: ReactNode }) {
  return (
    <html lang={currentLanguage()}>
      {head ?? <link rel="preload" href={typeface} as="font" type="font/woff2" crossOrigin="anonymous" />}
      <body>{children}</body>
    </html>
  );
}
