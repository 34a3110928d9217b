import type { z } from "zod";
import { Component, Document, Incident, Page, type StatuspageComponent, type StatuspageIncident, type StatuspagePage } from "../input.ts";
import type { Remark, SourceFile } from "../../history/rules/planned.ts";

export interface FoundIncident {
  file: string;
  page: StatuspagePage | null;
  incident: StatuspageIncident;
  isMaintenance: boolean;
}

export interface FoundComponent {
  component: StatuspageComponent;
  page: StatuspagePage | null;
}

export interface Found {
  pages: Map<string, StatuspagePage>;
  components: Map<string, FoundComponent>;
  incidents: Map<string, FoundIncident>;
  problems: Remark[];
}

/** Reads every file item by item; of an item that stands in several files the one changed last is taken. */
export function collect(files: readonly SourceFile[]): Found {
  const found: Found = { pages: new Map(), components: new Map(), incidents: new Map(), problems: [] };
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) collectFile(file, found);
  return found;
}

function collectFile(file: SourceFile, found: Found) {
  const refuse = (reason: string) => found.problems.push({ file: file.name, item: null, reason });
  const json = parseJson(file.text);
  if (json === undefined) return refuse("This is not JSON.");
  const document = Document.safeParse(json);
  if (!document.success) return refuse(`This is not an answer of Statuspage's API: ${firstIssue(document.error)}.`);
  const { page: rawPage, incident, scheduled_maintenance: maintenance, incidents, scheduled_maintenances: maintenances, components } = document.data;
  const list = { incidents: [incident, ...(incidents ?? [])].filter(isGiven), maintenances: [maintenance, ...(maintenances ?? [])].filter(isGiven) };
  if (list.incidents.length + list.maintenances.length === 0 && !incidents && !maintenances && !components) return refuse("There are no incidents, maintenances or components in it.");
  const reader = new ItemReader(file.name, found);
  const page = isGiven(rawPage) ? reader.read(Page, rawPage) : null;
  if (page) found.pages.set(page.id, page);
  for (const item of components ?? []) reader.addComponent(item, page);
  for (const item of list.incidents) reader.addIncident(item, { page, isMaintenance: false });
  for (const item of list.maintenances) reader.addIncident(item, { page, isMaintenance: true });
}

class ItemReader {
  readonly file: string;
  readonly found: Found;

  constructor(file: string, found: Found) {
    this.file = file;
    this.found = found;
  }

  read<T extends z.ZodType>(schema: T, item: unknown): z.output<T> | null {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    this.refuse(item, `${firstIssue(parsed.error)}.`);
    return null;
  }

  addComponent(item: unknown, page: StatuspagePage | null) {
    const component = this.read(Component, item);
    if (!component) return;
    const known = this.found.components.get(component.id);
    if (!known || (component.updated_at ?? 0) > (known.component.updated_at ?? 0)) this.found.components.set(component.id, { component, page });
  }

  addIncident(item: unknown, { page, isMaintenance }: { page: StatuspagePage | null; isMaintenance: boolean }) {
    const incident = this.read(Incident, item);
    if (!incident) return;
    for (const component of incident.components) this.addComponent(component, page);
    const doubled = incident.incident_updates.find(({ id }, index, all) => all.findIndex((other) => other.id === id) !== index);
    if (doubled) return this.refuse(item, `Two of its updates have the id ${doubled.id}.`);
    if (incident.incident_updates.length === 0) return this.refuse(item, "It has no updates, so there is nothing to show.");
    const known = this.found.incidents.get(incident.id);
    if (known && (known.incident.updated_at ?? 0) >= (incident.updated_at ?? 0)) return;
    this.found.incidents.set(incident.id, { file: this.file, page, incident, isMaintenance: isMaintenance || isPlanned(incident) });
  }

  refuse(item: unknown, reason: string) {
    this.found.problems.push({ file: this.file, item: idOf(item), reason });
  }
}

function isPlanned(incident: StatuspageIncident): boolean {
  return incident.scheduled_for !== null || incident.impact === "maintenance" || ["scheduled", "in_progress", "verifying", "completed"].includes(incident.status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""), (_, value: unknown) => (typeof value === "string" ? storable(value) : value));
  } catch {
    return undefined;
  }
}

// No engine stores a lone surrogate, nor PostgreSQL a NUL: what was read back would differ from the file for ever.
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join(".") || "document"}: ${issue.message}` : "unreadable";
}

function idOf(item: unknown): string | null {
  return typeof item === "object" && item !== null && "id" in item && typeof item.id === "string" ? item.id : null;
}
