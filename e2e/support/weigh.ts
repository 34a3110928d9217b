import { gzipSync } from "node:zlib";
import type { Page, Request } from "@playwright/test";

/** Bytes on the wire, compressed as the portal sends them: text by gzip, a typeface as it is. */
export interface Weight {
  html: number;
  style: number;
  script: number;
  typeface: number;
  icon: number;
  answers: number;
  total: number;
  requests: number;
}

const kinds: Record<string, keyof Omit<Weight, "total" | "requests">> = { document: "html", stylesheet: "style", script: "script", font: "typeface" };

/** Opens an address in a page that has nothing stored, and weighs all that it asks for, its icon included. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  const asked = new Map<string, keyof Weight>();
  const listen = (request: Request) => {
    if (request.method() === "GET" && request.frame() === page.mainFrame()) asked.set(request.url(), kindOf(request));
  };
  page.on("request", listen);
  await page.goto(path, { waitUntil: "networkidle" });
  page.off("request", listen);
  // Not every browser without a window asks for it.
  const icon = await page.locator('link[rel="icon"]').getAttribute("href");
  if (icon) asked.set(new URL(icon, page.url()).href, "icon");

  const weight: Weight = { html: 0, style: 0, script: 0, typeface: 0, icon: 0, answers: 0, total: 0, requests: asked.size };
  // Asked for again: the browser does not keep the bytes of all it was sent.
  for (const [url, kind] of asked) {
    const body = await (await page.request.get(url)).body();
    const bytes = kind === "typeface" ? body.length : gzipSync(body, { level: 9 }).length;
    weight[kind] += bytes;
    weight.total += bytes;
  }
  return weight;
}

function kindOf(request: Request): keyof Weight {
  return kinds[request.resourceType()] ?? "answers";
}

/** How far things moved on a page by themselves until now: Chromium's cumulative layout shift, of all shifts together. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve(sum), 0));
      }),
  );
}
