/** Modules form a DAG even when no single pair of files makes a circle. Tests and tables are left out: they may look anywhere. */
module.exports = {
  forbidden: [
    {
      name: "no-module-cycles",
      severity: "error",
      comment: "Two modules that need each other are one module, or the shared part belongs below both.",
      scope: "folder",
      from: { path: "^lib/[^/]+$" },
      to: { circular: true, path: "^lib/[^/]+$" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules|\\.test\\.|^lib/testing|^lib/worker|^db/|^emails/|^components/|^app/" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js"], conditionNames: ["node", "import", "require", "default", "types"] },
  },
};
