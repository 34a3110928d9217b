import type { Metadata, Viewport } from "next";
import { env } from "#lib/platform/env";
import { generateMetadata as siteMetadata, viewport } from "../layout.tsx";
import type { Assets } from "./assets.ts";

type Known = "title" | "description" | "alternates" | "robots";

/** The head of a document, of what its page and the root layout say. What it cannot draw it refuses, so that nothing goes missing unseen. */
export function Head({ metadata, assets }: { metadata: Metadata; assets: Assets }) {
  refuseUnknown(metadata);
  const site = siteMetadata();
  const { description = site.description, alternates, robots = site.robots } = metadata;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content={`width=${viewport.width}, initial-scale=${viewport.initialScale}`} />
      {assets.typefaces.map((href) => <link key={href} rel="preload" href={href} as="font" type="font/woff2" crossOrigin="anonymous" />)}
      {assets.stylesheets.map((href) => <link key={href} rel="stylesheet" href={href} />)}
      {viewport.colorScheme && <meta name="color-scheme" content={viewport.colorScheme} />}
      {themeColors(viewport).map(({ color, media }) => <meta key={media ?? ""} name="theme-color" media={media} content={color} />)}
      <title>{titleOf(metadata)}</title>
      {description && <meta name="description" content={description} />}
      {robots && <meta name="robots" content={robotsText(robots)} />}
      {alternates?.canonical && <link rel="canonical" href={absolute(alternates.canonical)} />}
      {Object.entries(alternates?.languages ?? {}).map(([language, href]) => <link key={language} rel="alternate" hrefLang={language} href={absolute(href)} />)}
      {Object.entries(alternates?.types ?? {}).map(([type, href]) => <link key={type} rel="alternate" type={type} href={absolute(href)} />)}
      <meta name="format-detection" content="telephone=no, address=no, email=no" />
      <link rel="icon" href="/icon.svg" sizes="any" type="image/svg+xml" />
    </head>
  );
}

const known = new Set<string>(["title", "description", "alternates", "robots"] satisfies Known[]);

function refuseUnknown(metadata: Metadata): void {
  const strange = Object.keys(metadata).filter((key) => !known.has(key));
  const { canonical: _, types: __, languages: ___, ...others } = metadata.alternates ?? {};
  if (strange.length > 0 || Object.keys(others).length > 0) throw new Error(`The head of a document cannot say ${[...strange, ...Object.keys(others)].join(", ")} yet.`);
}

function titleOf({ title }: Metadata): string {
  const pattern = siteMetadata().title;
  if (typeof pattern !== "object" || pattern === null || !("template" in pattern) || !("default" in pattern)) throw new Error("The root layout has no pattern for titles.");
  if (title === undefined || title === null) return pattern.default;
  if (typeof title === "string") return pattern.template.replace("%s", title);
  if ("absolute" in title && typeof title.absolute === "string") return title.absolute;
  throw new Error("The title of a document is one text.");
}

function themeColors({ themeColor }: Viewport): { color: string; media?: string | undefined }[] {
  if (themeColor === undefined) return [];
  return [themeColor].flat().flatMap((each) => (typeof each === "string" ? { color: each } : (each ?? [])));
}

function robotsText(robots: NonNullable<Metadata["robots"]>): string {
  if (typeof robots === "string") return robots;
  return [robots.index === false ? "noindex" : "index", robots.follow === false ? "nofollow" : "follow"].join(", ");
}

function absolute(href: unknown): string {
  if (typeof href !== "string") throw new Error("A link in the head of a document is one address.");
  const { origin, pathname, href: whole } = new URL(href, env.APP_URL);
  // As Next writes it: the home of a site has no slash behind.
  return pathname === "/" && whole === `${origin}/` ? origin : whole;
}
