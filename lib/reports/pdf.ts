import { setImmediate as turn } from "node:timers/promises";
import { drawCover } from "./pdf/cover.ts";
import { drawCredit, drawMaintenance } from "./pdf/agreements.ts";
import { drawCommunication, drawIncidents } from "./pdf/incidents.ts";
import { paperOf } from "./pdf/looks.ts";
import { drawMethod } from "./pdf/method.ts";
import { drawObjective, drawObjectives } from "./pdf/objectives.ts";
import { drawOutlook } from "./pdf/outlook.ts";
import { numberPages } from "./pdf/pages.ts";
import { phrasingOf } from "./pdf/phrasing.ts";
import { Sheet } from "./pdf/sheet.ts";
import { drawSummary } from "./pdf/summary.ts";
import type { StatementDocument } from "./rules/document.ts";
import { periodWords } from "./rules/period.ts";

/** A statement on paper, from the frozen document and nothing else: the same document gives the same bytes. In turns, so that nobody waits for it. */
export async function drawStatement(document: StatementDocument, documentHash: string): Promise<Buffer> {
  const phrasing = phrasingOf(document);
  const period = periodWords(document, document.customer);
  const title = `${phrasing.say("Reliability statement")}: ${document.customer.name}, ${period}`;
  const sheet = new Sheet({ size: paperOf(document.customer.zone), language: document.customer.language, title, author: document.portal.name, subject: document.id, at: document.madeAt });
  const bytes = collect(sheet);
  const drawing = { sheet, document, phrasing };
  drawCover(drawing, documentHash);
  sheet.addPage();
  drawSummary(drawing);
  drawObjectives(drawing);
  for (const objective of document.objectives) {
    await turn();
    drawObjective(drawing, objective);
  }
  for (const draw of [drawIncidents, drawMaintenance, drawCredit, drawCommunication, drawOutlook, drawMethod]) {
    await turn();
    draw(drawing);
  }
  await turn();
  numberPages(drawing, { documentHash, running: `${document.customer.name} · ${period}` });
  await turn();
  sheet.end();
  return bytes;
}

function collect(sheet: Sheet): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  sheet.doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  sheet.doc.on("end", () => resolve(Buffer.concat(chunks)));
  sheet.doc.on("error", reject);
  return promise;
}
