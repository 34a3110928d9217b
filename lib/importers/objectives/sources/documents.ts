import { isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from "yaml";
import type { FileDocument, Problem, Read } from "../rules/found.ts";
import { isOpenSlo, readOpenSlo } from "../rules/openslo.ts";
import { isPyrra, readPyrra } from "../rules/pyrra.ts";
import { isSloth, readSloth } from "../rules/sloth.ts";

const mostAliases = 20;

/** Reads files of OpenSLO, Sloth and Pyrra, several documents or lists of them each, YAML or JSON. */
export function readObjectives(files: readonly { name: string; text: string }[]): Read {
  const problems: Problem[] = [];
  const documents = files.flatMap((file) => readFile(file, problems));
  const ours = { openSlo: documents.filter(({ value }) => isOpenSlo(value)), sloth: documents.filter(({ value }) => isSloth(value)), pyrra: documents.filter(({ value }) => isPyrra(value)) };
  for (const document of documents) {
    if (isOpenSlo(document.value) || isSloth(document.value) || isPyrra(document.value)) continue;
    problems.push({ file: document.file, line: document.lineOf([]), field: "", sentence: "This is no document of OpenSLO (apiVersion), Sloth (version) or Pyrra (apiVersion).", weight: "error" });
  }
  const reads = [readOpenSlo(ours.openSlo), readSloth(ours.sloth), readPyrra(ours.pyrra)];
  return { found: reads.flatMap(({ found }) => found), problems: [...problems, ...reads.flatMap((read) => read.problems)].toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)) };
}

function readFile({ name, text }: { name: string; text: string }, problems: Problem[]): FileDocument[] {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((document) => {
    for (const error of document.errors) problems.push({ file: name, line: lines.linePos(error.pos[0]).line, field: "", sentence: `This cannot be read: ${error.message}`, weight: "error" });
    if (document.errors.length > 0 || document.contents === null) return [];
    return valuesOf(document, { name, lines, problems });
  });
}

function valuesOf(document: Document.Parsed, { name, lines, problems }: { name: string; lines: LineCounter; problems: Problem[] }): FileDocument[] {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch {
    problems.push({ file: name, line: 1, field: "", sentence: "This refers to itself too often.", weight: "error" });
    return [];
  }
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((each: unknown, index) => ({ file: name, value: each, lineOf: (path) => lineOf(document, lines, [index, ...path]) }));
  return [{ file: name, value, lineOf: (path) => lineOf(document, lines, path) }];
}

/** Where a field stands; of one that is not there, what it would stand in. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    const parent = depth === 0 ? null : document.getIn(path.slice(0, depth - 1), true);
    const key = isMap(parent ?? document.contents) && depth > 0 ? keyOf(parent ?? document.contents, path[depth - 1]) : null;
    const range = (isNode(key) ? key.range : null) ?? (isNode(node) || isSeq(node) ? node.range : null);
    if (range) return lines.linePos(range[0]).line;
  }
  return 1;
}

function keyOf(map: unknown, name: string | number | undefined): unknown {
  return isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === name)?.key : null;
}
