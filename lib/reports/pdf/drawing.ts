import type { StatementDocument } from "../rules/document.ts";
import type { Phrasing } from "./phrasing.ts";
import type { Sheet } from "./sheet.ts";

/** What every part of a statement is drawn with. */
export interface Drawing {
  sheet: Sheet;
  document: StatementDocument;
  phrasing: Phrasing;
}
