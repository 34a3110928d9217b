import ts from "typescript-api";

const outside = /\.test\.tsx?$|^lib\/testing\/|^e2e\/|^bench\//;
const mayReadEnvironment = /^lib\/platform\/env\.ts$|^instrumentation\.ts$/;
const mayReadClock = /^lib\/platform\/clock\.ts$/;
const isTest = /\.test\.tsx?$|^e2e\//;

const rules = [
  {
    name: "no-server-actions",
    breaks: (node) => ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression) && node.expression.text === "use server",
    advice: "write a POST route handler with route()",
  },
  {
    name: "environment",
    applies: (file) => !outside.test(file) && !mayReadEnvironment.test(file),
    breaks: (node) =>
      (ts.isPropertyAccessExpression(node) && node.name.text === "env" && node.expression.getText() === "process") ||
      (ts.isImportDeclaration(node) && /^(node:)?process$/.test(node.moduleSpecifier.text)) ||
      (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer?.getText() === "process"),
    advice: "read configuration from lib/platform/env",
  },
  {
    name: "clock",
    applies: (file, source) => !outside.test(file) && !mayReadClock.test(file) && !isClient(source),
    breaks: (node) =>
      (ts.isPropertyAccessExpression(node) && /^(Date\.now|Temporal\.Now)$/.test(node.getText())) ||
      (ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0),
    advice: "take the time from ctx.now, or at an edge from lib/platform/clock",
  },
  {
    name: "no-inline-style",
    applies: (file) => /^(app|components)\//.test(file),
    breaks: (node) => ts.isJsxAttribute(node) && node.name.getText() === "style",
    advice: "documents are served without inline styles: use a class, or an attribute of the SVG",
  },
  {
    name: "raw-html",
    applies: (file) => /^(app|components|emails)\//.test(file) && !/^(components\/ui\/prose|emails\/parts\/layout)\.tsx$/.test(file),
    breaks: (node) => ts.isJsxAttribute(node) && node.name.getText() === "dangerouslySetInnerHTML",
    advice: "only components/ui/prose.tsx writes HTML, which lib/core/markdown has sanitized",
  },
  {
    name: "documents-are-static",
    applies: (file) => /^app\/\((public|portal)\)\//.test(file),
    breaks: (node, source) => ts.isSourceFile(node) && isClient(source),
    advice: "pages of readers ship no React: use links, forms and <details>, and public/portal.js",
  },
  {
    name: "no-silent-tests",
    applies: (file) => isTest.test(file),
    breaks: (node) => ts.isPropertyAccessExpression(node) && /^(test|it|describe|test\.describe)\.(only|skip|todo|fixme|fails|skipIf)$/.test(node.getText()),
    advice: "a test runs or is deleted",
  },
];

/** What a source must not contain. Line numbers are where it stands. */
export function sourceProblems(source) {
  const active = rules.filter(({ applies = () => true }) => applies(source.fileName, source));
  const problems = [];
  const visit = (node) => {
    for (const rule of active) if (rule.breaks(node, source)) problems.push(describe(rule, node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function describe({ name, advice }, node, source) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${name}: ${source.fileName}:${line + 1}: ${advice}`;
}

function isClient(source) {
  const first = source.statements[0];
  return first !== undefined && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression) && first.expression.text === "use client";
}
