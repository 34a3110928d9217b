import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { env } from "#lib/platform/env";
import "./globals.css";

export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  metadataBase: new URL(env.APP_URL),
  title: { default: env.PORTAL_NAME, template: `%s · ${env.PORTAL_NAME}` },
  formatDetection: { telephone: false, address: false, email: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/** Next makes the head of its pages itself; documents bring theirs. */
export default function RootLayout({ children, head }: { children: ReactNode; head?: ReactNode }) {
  return (
    <html lang="en">
      {head}
      <body>{children}</body>
    </html>
  );
}
