import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

interface Description {
  paths: Record<string, { post: { requestBody: { content: { "application/json": { schema: { items?: unknown } } } } } }>;
  components: unknown;
}

const description = JSON.parse(readFileSync("../shared/fixtures/email/resend-openapi/resend.json", "utf8")) as Description;
// The description is OpenAPI 3.1, whose schemas are JSON Schema 2020-12; `strict` would object to its `example` keywords.
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (instance: Ajv2020) => void)(ajv);
ajv.addSchema(description, "resend");
const isMail = ajv.compile({ $ref: "resend#/components/schemas/SendEmailRequest" });
const knownFields = new Set(Object.keys((description.components as { schemas: { SendEmailRequest: { properties: object } } }).schemas.SendEmailRequest.properties));

/** What is wrong with the request as a whole. A body that JSON cannot read arrives as undefined. */
export function requestFaults(path: string, body: unknown): string | null {
  if (description.paths[path]?.post === undefined) return `${path} is not described.`;
  if (path === "/emails") return typeof body === "object" && body !== null && !Array.isArray(body) ? null : "The body must be an object.";
  if (!Array.isArray(body)) return "The body must be an array.";
  return body.length >= 1 && body.length <= 100 ? null : "A batch must hold 1 to 100 emails.";
}

/** What is wrong with one mail: by the schema, and by the rules that the documentation states in prose. */
export function mailFaults(mail: unknown): string[] {
  if (!isMail(mail)) return [ajv.errorsText(isMail.errors, { dataVar: "email" })];
  const { from, to, subject, html, text, template, headers, ...others } = mail as Record<string, unknown>;
  const unknownFields = Object.keys(others).filter((name) => !knownFields.has(name));
  if (unknownFields.length > 0) return [`Unknown fields: ${unknownFields.join(", ")}.`];
  if (!isMailbox(from)) return ["Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format."];
  if (![to].flat().every(isMailbox)) return ["Invalid `to` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format."];
  if (subject === "" || (html === undefined && text === undefined && template === undefined)) return ["Missing `html`, `text` or `subject` field."];
  if (Object.entries(headers ?? {}).some(([name, value]) => typeof value !== "string" || /[\r\n]/.test(name + value))) return ["Invalid `headers` field."];
  return [];
}

function isMailbox(text: unknown): boolean {
  return typeof text === "string" && /^([^<>\r\n]*<)?[!#-'*+\-/-9=?A-Z^-~.]+@[a-z0-9-]+(\.[a-z0-9-]+)*>?$/i.test(text) && text.includes("<") === text.endsWith(">");
}
