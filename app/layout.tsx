import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { env } from "#lib/platform/env";
import "./globals.css";

export const dynamic = "force-dynamic";

const typeface = new URL("./fonts/inter.woff2", import.meta.url).pathname;

export const metadata: Metadata = {
  metadataBase: new URL(env.APP_URL),
  title: { default: env.PORTAL_NAME, template: `%s · ${env.PORTAL_NAME}` },
  description: `How ${env.PORTAL_NAME} is doing: incidents, planned maintenance and the last 90 days.`,
  formatDetection: { telephone: false, address: false, email: false },
};

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
    <html lang="en">
      {head ?? <link rel="preload" href={typeface} as="font" type="font/woff2" crossOrigin="anonymous" />}
      <body>{children}</body>
    </html>
  );
}
