import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: process.env.CANDOR_DIST_DIR || ".next",
  // lib/serving compresses each body once, when it is stored.
  compress: false,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  typedRoutes: false,
  images: { unoptimized: true },
  // Readers are answered without Next; loading every page of it before the first request would only keep them waiting.
  experimental: { preloadEntriesOnStart: false },
  // Titles stand in the head of the first bytes for everybody: documents have no script that could move them there.
  htmlLimitedBots: /.*/,
  serverExternalPackages: ["better-sqlite3", "fontkit", "pdfkit", "pg", "pino", "prom-client"],
  // `npm run check` and `npm test` check the types; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
