import type { Remark } from "../../history/rules/planned.ts";
import { severities, type Severity } from "../input.ts";
import type { SiteFile } from "../terms.ts";
import { type Message, readMessages } from "./messages.ts";
import { readMoment } from "./moments.ts";

/** A post of the site, checked: an incident, planned work or an announcement. */
export interface Post {
  file: string;
  /** Its name in addresses. */
  slug: string;
  title: string;
  begins: number;
  /** When it was over; null while it is not. */
  ended: number | null;
  severity: Severity | null;
  isInformational: boolean;
  isPinned: boolean;
  systems: string[];
  messages: Message[];
}

interface Reading {
  zone: string;
  problems: Remark[];
  notes: Remark[];
}

/** Reads a post; null, with a reason, where it cannot be shown. What is only odd is taken, with a note. */
export function readPost(file: SiteFile, reading: Reading): Post | null {
  const { fields, lines } = file;
  const remark = (field: string, reason: string): Remark => ({ file: file.name, item: null, line: lines[field] ?? 1, reason });
  const refuse = (field: string, reason: string) => (reading.problems.push(remark(field, reason)), null);
  const note = (field: string, reason: string) => void reading.notes.push(remark(field, reason));
  if (fields["draft"] === true) return refuse("draft", "It is a draft, which readers never saw.");
  const { title } = fields;
  if (typeof title !== "string" || title.trim() === "") return refuse("title", "It has no title.");
  const begins = readMoment(fields["date"], reading.zone);
  if (begins === null) return refuse("date", fields["date"] === undefined ? "It has no date." : `"${shown(fields["date"])}" is no date.`);
  const isInformational = fields["informational"] === true;
  const severity = severities.find((one) => one === fields["severity"]) ?? null;
  if (severity === null && !isInformational && fields["severity"] !== undefined) note("severity", `"${shown(fields["severity"])}" is no severity (${severities.join(", ")}): it was taken as none.`);
  const post = { file: file.name, slug: slugOf(file), title: title.trim(), begins, severity, isInformational, isPinned: fields["pin"] === true, systems: systemsOf(fields["affected"], note), messages: readMessages(file.body, reading.zone) };
  return { ...post, ended: endOf(file, { post, zone: reading.zone, note }) };
}

type Note = (field: string, reason: string) => void;

function endOf({ fields }: SiteFile, { post, zone, note }: { post: Omit<Post, "ended">; zone: string; note: Note }): number | null {
  if (fields["resolved"] !== true) return null;
  const given = fields["resolvedWhen"];
  const told = readMoment(given, zone);
  const last = Math.max(post.begins, ...post.messages.flatMap(({ at }) => at ?? []));
  if (given === undefined || given === null) note("resolved", "It does not say when it was resolved: its last word was taken.");
  else if (told === null) note("resolvedWhen", `"${shown(given)}" is no date: its last word was taken as its end.`);
  else if (told < post.begins) note("resolvedWhen", "It was resolved before it began: its last word was taken as its end.");
  else if (told < last) note("resolvedWhen", "It goes on after it was resolved: its last word was taken as its end.");
  return told === null ? last : Math.max(told, last);
}

function systemsOf(affected: unknown, note: Note): string[] {
  const list = typeof affected === "string" ? [affected] : Array.isArray(affected) ? (affected as unknown[]) : [];
  if (affected !== undefined && affected !== null && typeof affected !== "string" && !Array.isArray(affected)) note("affected", "It should list systems: none was taken.");
  const names = list.flatMap((name) => (typeof name === "string" && name.trim() !== "" ? [name.trim()] : []));
  if (names.length < list.length) note("affected", "Something in it is no name of a system, and was left out.");
  return [...new Set(names)];
}

function slugOf({ name, fields }: SiteFile): string {
  const own = fields["slug"];
  return typeof own === "string" && own !== "" ? own : (name.split("/").at(-1) ?? name).replace(/\.md$/i, "");
}

function shown(value: unknown): string {
  return (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, 40);
}
