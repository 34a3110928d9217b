/** Import directions. Each rule's comment says what breaks when it is ignored; scripts/check-imports.test.ts shows each to fire. */
const FOLDERS = "core|platform|worker|testing";
const MODULE = `^lib/(?!${FOLDERS})([^/]+)/`;
const QUERIES = "queries|queries/.+";
const COMMANDS = "commands|commands/.+";
const RULES = "terms|input|rules|rules/.+";
const PUBLIC = `(${RULES}|${QUERIES}|${COMMANDS}|context|admit|gates|policy|permissions|route|key-route|problem|cookies|document-scope|record)\\.tsx?$`;
const PURE = `^lib/(?:importers/)?[^/]+/(${RULES})\\.ts$`;
const SERVER = `^lib/(?:importers/)?[^/]+/(${QUERIES}|${COMMANDS}|jobs|jobs/.+|admit|gates|route|key-route|operation|operations/.+|table|openapi|reference|auth|auth-adapter|record|channels/.+|sources/.+|providers/.+)\\.tsx?$`;
const SQL = `^lib/(?:importers/)?[^/]+/(${QUERIES}|${COMMANDS}|jobs|jobs/.+|admit|gates|auth|auth-adapter|record)\\.ts$|^lib/platform/(outbox|rate-limit)\\.ts$`;
const TEST = "\\.test\\.tsx?$|^lib/testing/|^e2e/|^db/seed/|^bench/";
const ENTRY = "^(server|proxy|instrumentation)\\.ts$|^scripts/";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that need each other are one file, or a third is missing.",
      from: { pathNot: "^db/schema/" },
      to: { circular: true },
    },
    {
      name: "rules-stay-pure",
      severity: "error",
      comment: "terms, input and rules run anywhere: no database, network, clock, framework or React.",
      from: { path: PURE, pathNot: TEST },
      to: { pathNot: [PURE, "^lib/core/", "^lib/access/permissions\\.ts$", "node_modules/zod"] },
    },
    {
      name: "core-knows-nothing",
      severity: "error",
      comment: "core runs in the browser too, so nothing of ours and nothing of Node.",
      from: { path: "^lib/core/", pathNot: TEST },
      to: { pathNot: ["^lib/core/", "node_modules/"] },
    },
    {
      name: "platform-knows-no-module",
      severity: "error",
      comment: "platform is the outside world; a product module in it would turn every module into a cycle.",
      from: { path: "^lib/platform/", pathNot: TEST },
      to: { path: "^lib/(?!core|platform)|^(app|components|emails)/" },
    },
    {
      name: "sql-only-in-modules",
      severity: "error",
      comment: "drizzle-orm and tables are for queries, commands, jobs, record and the worker, where a Context says who is asking.",
      from: { pathNot: ["^db/", "^lib/worker/", TEST, SQL, "^drizzle\\..+\\.config\\.ts$"] },
      to: { path: "node_modules/drizzle-orm|^db/schema" },
    },
    {
      name: "db-is-the-floor",
      severity: "error",
      comment: "Tables may borrow a module's words, the kit may ask which engine; nothing else goes up.",
      from: { path: "^db/", pathNot: ["^db/seed/", TEST] },
      to: { path: "^(app|components|emails|lib)/", pathNot: ["^lib/[^/]+/terms\\.ts$", "^lib/core/", "^lib/platform/(env|clock|log)\\.ts$"] },
    },
    {
      name: "components-never-fetch",
      severity: "error",
      comment: "Components get props. Reads happen in pages.",
      from: { path: "^components/", pathNot: TEST },
      to: { path: ["^db/", "^app/", "^lib/platform/", SERVER] },
    },
    {
      name: "emails-are-templates",
      severity: "error",
      comment: "A mail is drawn from props, so that what was frozen when it was queued is what is sent.",
      from: { path: "^emails/", pathNot: TEST },
      to: { path: ["^db/", "^app/", "^lib/platform/", SERVER] },
    },
    {
      name: "lib-never-imports-ui",
      severity: "error",
      comment: "Only delivery renders emails; only reports draws a PDF.",
      from: { path: "^lib/", pathNot: ["^lib/delivery/", "^lib/reports/", TEST] },
      to: { path: "^(app|components|emails)/" },
    },
    {
      name: "delivery-renders-mails-only",
      severity: "error",
      comment: "Mail templates live in emails/, not among the pages.",
      from: { path: "^lib/(delivery|people)/", pathNot: TEST },
      to: { path: "^(app|components)/" },
    },
    {
      name: "http-only-in-app",
      severity: "error",
      comment: "next and next-auth belong to app/ and to the gates: a command must run in the worker too.",
      from: { path: "^lib/", pathNot: ["^lib/access/(gates|route|cookies)\\.ts$", "^lib/people/auth(-adapter)?\\.ts$", TEST] },
      to: { path: "node_modules/(next|next-auth|@auth)/" },
    },
    {
      name: "modules-by-the-front-door",
      severity: "error",
      comment: "Another module's jobs, channels, sources and providers are private.",
      from: { path: MODULE, pathNot: TEST },
      to: { path: MODULE, pathNot: ["^lib/$1/", `^lib/[^/]+/${PUBLIC}`] },
    },
    {
      name: "jobs-only-from-the-worker",
      severity: "error",
      comment: "The worker is the only map of events and schedules to jobs.",
      from: { pathNot: ["^lib/worker/", TEST, ENTRY] },
      to: { path: "^lib/[^/]+/(jobs|jobs/.+)\\.ts$" },
    },
    {
      name: "commands-do-not-call-delivery",
      severity: "error",
      comment: "Publish an event; the worker delivers.",
      from: { path: MODULE, pathNot: ["^lib/delivery/", "^lib/api/operations/", "^lib/[^/]+/(jobs|jobs/.+)\\.ts$", TEST] },
      to: { path: "^lib/delivery/", pathNot: `^lib/delivery/(${RULES}|${QUERIES})\\.ts$` },
    },
    {
      name: "one-database-handle",
      severity: "error",
      comment: "Everything else receives ctx.read and ctx.write.",
      from: { pathNot: ["^db/", "^lib/access/(admit|gates|route|key-route)\\.ts$", "^lib/worker/", TEST, ENTRY] },
      to: { path: "^db/(connection|handle)\\.ts$" },
    },
    {
      name: "types-only-from-open",
      severity: "error",
      comment: "db/open opens engines; everybody but its owners may only name its types.",
      from: { pathNot: ["^db/", "^lib/worker/", TEST, ENTRY] },
      to: { path: "^db/open\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "app-asks-a-gate",
      severity: "error",
      comment: "app/ has no database: it gets a Context from a gate and asks queries and commands.",
      from: { path: "^app/", pathNot: TEST },
      to: { path: "^db/|node_modules/drizzle-orm" },
    },
    {
      name: "tests-stay-out-of-the-build",
      severity: "error",
      comment: "What tests need must never run in production.",
      from: { pathNot: [TEST, "^scripts/", "^[^/]+\\.config\\.ts$"] },
      to: { path: TEST, pathNot: "^db/seed/" },
    },
    {
      name: "everything-resolves",
      severity: "error",
      comment: "An import that nothing answers escapes every other rule.",
      from: { pathNot: "^next-env\\.d\\.ts$" },
      to: { couldNotResolve: true, pathNot: "^(next/|server-only|.*\\.css$)" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules/\\.bin|\\.next/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
      exportsFields: ["exports"],
      conditionNames: ["node", "import", "require", "default", "types"],
    },
  },
};
