import type { ReactNode } from "react";
import { PortalScript } from "#components/layout/page-frame";

/** No header and no footer: it stands in a page that has its own. Decides nothing; the page begins with its gate. */
export default function EmbedLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PortalScript />
      {children}
    </>
  );
}
