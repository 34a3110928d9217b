/** A Markdown file with its front matter, and where in it things stand. */
export interface SiteFile {
  name: string;
  fields: Readonly<Record<string, unknown>>;
  /** The line of each field, from 1. */
  lines: Readonly<Record<string, number>>;
  body: string;
}

/** A file that could not be read, and the line where. */
export interface Unreadable {
  file: string;
  line: number;
  reason: string;
}

/** A cState site as its folder has it. */
export interface Site {
  /** Of `config.yml`, unchecked; null where there is none. */
  config: unknown;
  files: readonly SiteFile[];
  unreadable: readonly Unreadable[];
}
