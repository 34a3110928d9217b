import ts from "typescript-api";

const isCommandFile = /^lib\/(?:importers\/)?[^/]+\/commands(\.ts|\/(?!.*\.test\.)[^/]+\.ts)$/;
const duties = ["requirePermission", "record"];

/** Every exported function `(ctx, …)` of a command file asks for a permission and records itself, or says why not: `// no record: …`. */
export function commandProblems(source) {
  if (!isCommandFile.test(source.fileName)) return [];
  const functions = new Map(source.statements.flatMap(namedFunctions).map((found) => [found.name, found]));
  return [...functions.values()]
    .filter(({ isExported, parameters }) => isExported && parameters[0]?.name.getText() === "ctx")
    .flatMap(({ name }) => missingDuties(name, functions).map((duty) => `command-duties: ${source.fileName}: ${name} never calls ${duty}`));
}

function namedFunctions(statement) {
  const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  const text = statement.getFullText();
  if (ts.isFunctionDeclaration(statement) && statement.name) return [{ name: statement.name.text, parameters: statement.parameters, isExported, text }];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations
    .filter(({ initializer }) => initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)))
    .map(({ name, initializer }) => ({ name: name.getText(), parameters: initializer.parameters, isExported, text }));
}

function missingDuties(name, functions) {
  const text = reachableText(name, functions, new Set());
  return duties.filter((duty) => !new RegExp(`\\b${duty}\\(`).test(text) && !new RegExp(`//\\s*no ${duty}: \\S`).test(text));
}

// A command may leave the work to a function beside it.
function reachableText(name, functions, seen) {
  if (seen.has(name)) return "";
  seen.add(name);
  const { text } = functions.get(name);
  const called = [...functions.keys()].filter((other) => new RegExp(`\\b${other}\\(`).test(text));
  return [text, ...called.map((other) => reachableText(other, functions, seen))].join("\n");
}
