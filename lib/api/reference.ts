import { type OpenApi, type OpenApiOperation } from "./openapi.ts";
import type { FieldRow, ReferenceGroup, ReferenceOperation } from "./terms.ts";

type Json = Record<string, unknown>;

/** The document as a page shows it: the same, for people. */
export function referenceOf(document: OpenApi, { url }: { url: string }): ReferenceGroup[] {
  const all = Object.entries(document.paths).flatMap(([path, verbs]) => Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })));
  return document.tags.map((tag) => ({
    name: textOf(tag["name"]),
    about: textOf(tag["description"]),
    operations: all.filter(({ operation }) => operation.tags.includes(textOf(tag["name"]))).map((each) => toReference(document, { ...each, url })),
  }));
}

function toReference(document: OpenApi, { path, verb, operation, url }: { path: string; verb: string; operation: OpenApiOperation; url: string }): ReferenceOperation {
  const [status = "200", answered = {}] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const answer = schemaIn(answered);
  const list = propertyOf(answer, "data");
  const listed = (list?.["items"] ?? null) as Json | null;
  const refers = (listed ?? answer)["$ref"];
  const scope = (operation.security[0]?.["key"] as string[] | undefined)?.[0] ?? "";
  const body = operation.requestBody ? schemaIn(operation.requestBody) : null;
  const query = operation.parameters.filter((parameter) => parameter["in"] === "query");
  return {
    id: operation.operationId,
    method: verb === "get" ? "GET" : "POST",
    path,
    scope,
    summary: operation.summary,
    about: operation.description.replace(/ ?Needs the scope `[^`]+`\.$/, ""),
    input: body ? fieldsOf(document, body) : query.map((parameter) => ({ name: textOf(parameter["name"]), type: typeOf((parameter["schema"] ?? {}) as Json), isRequired: parameter["required"] === true, about: textOf(parameter["description"]) })),
    status: Number(status),
    answer: typeof refers === "string" ? fieldsOf(document, resolve(document, listed ?? answer)) : fieldsOf(document, answer),
    answerName: typeof refers === "string" ? `${listed ? "a page of " : ""}${nameIn(refers)}` : null,
    example: exampleOf({ path, url, body }),
  };
}

function schemaIn(part: Json): Json {
  return ((part["content"] as Json | undefined)?.["application/json"] as Json | undefined)?.["schema"] as Json;
}

function propertyOf(schema: Json, name: string): Json | undefined {
  return (schema["properties"] as Record<string, Json> | undefined)?.[name];
}

function resolve(document: OpenApi, schema: Json): Json {
  const to = schema["$ref"];
  return typeof to === "string" ? (document.components.schemas[nameIn(to)] ?? {}) : schema;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function nameIn(reference: string): string {
  return reference.split("/").at(-1) ?? "";
}

function fieldsOf(document: OpenApi, schema: Json, prefix = ""): FieldRow[] {
  const required = (schema["required"] ?? []) as string[];
  return Object.entries((schema["properties"] ?? {}) as Record<string, Json>).flatMap(([name, field]) => {
    const row = { name: `${prefix}${name}`, type: typeOf(field), isRequired: required.includes(name), about: textOf(field["description"]) };
    const inner = resolve(document, (field["items"] ?? field) as Json);
    return [row, ...(inner["properties"] ? fieldsOf(document, inner, `${prefix}${name}${field["items"] ? "[]" : ""}.`) : [])];
  });
}

function typeOf(schema: Json): string {
  const { enum: words, anyOf, items, format, type, const: only, $ref } = schema as { enum?: string[]; anyOf?: Json[]; items?: Json; format?: string; type?: string; const?: unknown; $ref?: string };
  if ($ref) return nameIn($ref);
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(" or ");
  if (words) return words.join(" | ");
  if (only !== undefined) return JSON.stringify(only);
  if (items) return items["properties"] ? "list of objects" : `list of ${typeOf(items)}`;
  if (format === "date-time") return "instant";
  return format === "date" ? "day" : (type ?? "anything");
}

function exampleOf({ path, url, body }: { path: string; url: string; body: Json | null }): string {
  const address = `${url}/api/v1${path}`;
  const lines = [`curl -H "Authorization: Bearer $KEY" \\`];
  if (!body) return [...lines, `  ${address}`].join("\n");
  const required = (body["required"] ?? []) as string[];
  const least = Object.fromEntries(required.map((name) => [name, sample(propertyOf(body, name) ?? {})]));
  return [...lines, `  -H "Idempotency-Key: $(uuidgen)" -H "Content-Type: application/json" \\`, `  -d '${JSON.stringify(least)}' \\`, `  ${address}`].join("\n");
}

function sample(schema: Json): unknown {
  const { enum: words, anyOf, items, format, type } = schema as { enum?: string[]; anyOf?: Json[]; items?: Json; format?: string; type?: string };
  if (anyOf) return sample(anyOf[0] ?? {});
  if (words) return words[0];
  if (items) {
    const required = (items["required"] ?? []) as string[];
    return items["properties"] ? [Object.fromEntries(required.map((name) => [name, sample(propertyOf(items, name) ?? {})]))] : [];
  }
  if (format === "date-time") return "2026-11-23T14:30:00Z";
  if (format === "date") return "2026-11-23";
  if (type === "integer") return 1;
  return type === "boolean" ? true : "…";
}
