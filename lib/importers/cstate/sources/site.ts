import { type Document, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { SourceFile } from "../../history/rules/planned.ts";
import type { Site, SiteFile, Unreadable } from "../terms.ts";

/** Reads the files of a cState site: its configuration, and every Markdown file with a front matter. */
export function readSite(files: readonly SourceFile[]): Site {
  const site = { config: null as unknown, files: [] as SiteFile[], unreadable: [] as Unreadable[] };
  for (const { name, text } of files) {
    const clean = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n").toWellFormed().replaceAll("\0", "");
    if (/\.md$/i.test(name)) readPage(site, { name, text: clean });
    else if (/(^|\/)(config|hugo)\.ya?ml$/i.test(name)) readConfig(site, { name, text: clean });
  }
  return site;
}

function readConfig(site: { config: unknown; unreadable: Unreadable[] }, { name, text }: SourceFile): void {
  const { document, problem } = parse(text);
  if (problem) site.unreadable.push({ file: name, ...problem });
  else site.config = document.toJS() as unknown;
}

function readPage(site: { files: SiteFile[]; unreadable: Unreadable[] }, { name, text }: SourceFile): void {
  const refuse = (line: number, reason: string) => site.unreadable.push({ file: name, line, reason });
  if (text.trim() === "") return void refuse(1, "The file is empty.");
  if (!/^---[ \t]*\n/.test(text)) return void refuse(1, "It has no front matter: the first line must be ---.");
  const [opening = ""] = text.split("\n", 1);
  const rest = text.slice(opening.length + 1);
  const end = /^---[ \t]*(?:\n|$)/m.exec(rest);
  if (!end) return void refuse(1, "Its front matter never ends: a second line of --- is missing.");
  const { document, lineOf, problem } = parse(rest.slice(0, end.index));
  // The front matter begins on the second line.
  if (problem) return void refuse(problem.line + 1, problem.reason);
  if (!isMap(document.contents)) return void refuse(2, "Its front matter holds no fields.");
  const lines = Object.fromEntries(document.contents.items.map(({ key }) => [String(isScalar(key) ? key.value : key), lineOf(isScalar(key) ? key.range?.[0] : undefined) + 1]));
  site.files.push({ name, fields: document.toJS() as Record<string, unknown>, lines, body: rest.slice(end.index + end[0].length).trim() });
}

interface Parsed {
  document: Document.Parsed;
  lineOf: (offset: number | undefined) => number;
  problem: { line: number; reason: string } | null;
}

// Dates stay text: the reader of YAML would guess a zone.
function parse(text: string): Parsed {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, schema: "core", prettyErrors: false });
  const [error] = document.errors;
  const lineOf = (offset: number | undefined) => (offset === undefined ? 1 : lineCounter.linePos(offset).line);
  return { document, lineOf, problem: error ? { line: lineOf(error.pos[0]), reason: `This is not YAML: ${error.message}.` } : null };
}
