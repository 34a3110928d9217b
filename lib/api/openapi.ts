import { z } from "zod";
import { callsPerMinute } from "#lib/access/terms";
import type { Operation } from "./operation.ts";
import { operations } from "./table.ts";
import { groups } from "./terms.ts";

type Json = Record<string, unknown>;

/** An object or a part of one of the document. */
export interface OpenApi {
  openapi: "3.1.1";
  info: Json;
  servers: Json[];
  security: Json[];
  tags: Json[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Json>; responses: Record<string, Json>; headers: Record<string, Json>; securitySchemes: Json };
}

export interface OpenApiOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Json[];
  parameters: Json[];
  requestBody?: Json;
  responses: Record<string, Json>;
}

const problem = {
  type: "object",
  required: ["type", "title", "status", "detail", "instance"],
  properties: {
    type: { type: "string", const: "about:blank" },
    title: { type: "string", description: "A word for programs, such as not_found." },
    status: { type: "integer" },
    detail: { type: "string", description: "What happened and what to do now, for people." },
    instance: { type: "string", description: "urn:request:<id>, to be told when asking for help." },
    fields: { type: "object", additionalProperties: { type: "string" }, description: "What is wrong with which field." },
  },
};

const problems: Record<string, { name: string; says: string }> = {
  400: { name: "Malformed", says: "Not JSON, or a write without an Idempotency-Key." },
  401: { name: "Unauthenticated", says: "No key, or one that is not known, revoked or expired." },
  403: { name: "Forbidden", says: "The key has not the scope, or its maker's role does not allow it." },
  404: { name: "NotFound", says: "There is no such thing." },
  409: { name: "Conflict", says: "Somebody changed it meanwhile, it stands in the way of something else, or a second person has to approve. Nothing was written." },
  413: { name: "TooLarge", says: "More than 1 MB." },
  415: { name: "Unsupported", says: "Another media type than JSON." },
  422: { name: "Invalid", says: "Something is missing or wrong: `fields` says what. Also an Idempotency-Key that was used for another request." },
  429: { name: "TooMany", says: "More calls than a key may make. Retry-After says when to go on." },
  500: { name: "Trouble", says: "Something went wrong on our side." },
  503: { name: "Unavailable", says: "The database cannot be reached: nothing was changed (unavailable), or nobody knows (outcome_unknown). Send the same Idempotency-Key again." },
};

const about = `Everything the console does with incidents, maintenance, components, customers, subscribers and deliveries.

**Keys.** An admin makes them under Settings, API keys. A key acts for its maker, with the role the maker has at that moment, and no further than its scopes. To write is to read too.

**Writes** carry an \`Idempotency-Key\`. Sent again within 24 hours with the same body, the answer is the one that was given before, with \`Idempotency-Replayed: true\`; with another body it is 422; while the first is under way, 409. What was refused changed nothing and may be sent again.

**Versions.** A change names the version it was written from. Where somebody was faster, the answer is 409 and nothing is written.

**Lists** come in pages: \`nextCursor\` begins the next one, and is null on the last. What is added meanwhile moves nothing between pages.

**Instants** are RFC 3339 with an offset; answers are in UTC.

**Limits.** A key may ask ${callsPerMinute} times a minute; \`RateLimit\` says how many are left and for how long.

Fields may be added to answers, so ignore what you do not know. Requests with unknown fields are refused.`;

/** The OpenAPI 3.1 document of every operation, made of the very schemas that judge the requests. */
export function openApiDocument({ url, name }: { url: string; name: string }): OpenApi {
  const schemas: Record<string, Json> = { Problem: problem };
  const paths: OpenApi["paths"] = {};
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation, schemas);
  return {
    openapi: "3.1.1",
    info: { title: `${name}: API`, version: "1", description: about },
    servers: [{ url: `${url}/api/v1` }],
    security: [{ key: [] }],
    tags: groups.map((group) => ({ name: group.name, description: group.about })),
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(Object.entries(problems).map(([status, { name: word, says }]) => [word, { description: says, headers: headersOf(status), content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } }])),
      headers: {
        RateLimit: { description: "Calls left, and in how many seconds there are all again: `\"key\";r=599;t=60`.", schema: { type: "string" } },
        RateLimitPolicy: { description: "The limit and its window in seconds.", schema: { type: "string" } },
        RetryAfter: { description: "Seconds to wait.", schema: { type: "integer" } },
        Replayed: { description: "`true` where this was answered before under the same Idempotency-Key.", schema: { type: "string" } },
      },
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "A key of this portal." } },
    },
  };
}

function describe(operation: Operation, schemas: Record<string, Json>): OpenApiOperation {
  const isWrite = operation.method === "POST";
  const input = schemaOf(operation.input, "input", schemas);
  const inPath = operation.params.map((name) => ({ name, in: "path", required: true, schema: { type: "string", pattern: "^[A-Za-z0-9_.-]{1,80}$" } }));
  const ofWrite = { name: "Idempotency-Key", in: "header", required: true, description: "A name for this write, such as a UUID.", schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" } };
  const statuses = isWrite ? Object.keys(problems) : Object.keys(problems).filter((status) => !["400", "409", "413", "415"].includes(status));
  const answered = { description: "Done.", headers: { ...headersOf("200"), ...(isWrite ? { "Idempotency-Replayed": { $ref: "#/components/headers/Replayed" } } : {}) }, content: { "application/json": { schema: schemaOf(operation.answer, "output", schemas) } } };
  return {
    operationId: operation.id,
    tags: [operation.group],
    summary: operation.summary,
    description: [operation.about, `Needs the scope \`${operation.scope}\`.`].filter((text) => text !== "").join(" "),
    security: [{ key: [operation.scope] }],
    parameters: [...inPath, ...(isWrite ? [ofWrite] : queryOf(input))],
    ...(isWrite ? { requestBody: { required: needsBody(input), content: { "application/json": { schema: input } } } } : {}),
    responses: { [operation.status]: answered, ...Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${problems[status]?.name}` }])) },
  };
}

function headersOf(status: string): Json {
  const limits = { "RateLimit": { $ref: "#/components/headers/RateLimit" }, "RateLimit-Policy": { $ref: "#/components/headers/RateLimitPolicy" } };
  if (status === "401") return {};
  return status === "429" ? { ...limits, "Retry-After": { $ref: "#/components/headers/RetryAfter" } } : limits;
}

function queryOf(input: Json): Json[] {
  const required = (input["required"] ?? []) as string[];
  return Object.entries((input["properties"] ?? {}) as Record<string, Json>).map(([name, { description, ...schema }]) => ({ name, in: "query", required: required.includes(name), ...(description === undefined ? {} : { description }), schema }));
}

function needsBody(input: Json): boolean {
  return ((input["required"] ?? []) as string[]).length > 0;
}

// What has a name of its own stands once, among the document's schemas.
function schemaOf(schema: z.ZodType, io: "input" | "output", schemas: Record<string, Json>): Json {
  const { $schema: _, $defs = {}, ...made } = z.toJSONSchema(schema, { io, target: "draft-2020-12" }) as Json & { $defs?: Record<string, Json> };
  for (const [name, definition] of Object.entries($defs)) schemas[name] = tidy(definition, io);
  const { id, ...own } = made as Json & { id?: string };
  if (id === undefined) return tidy(own, io);
  schemas[id] = tidy(own, io);
  return { $ref: `#/components/schemas/${id}` };
}

// Fields may be added to answers; and the patterns of dates say no more than their formats, in many more characters.
function tidy(value: Json, io: "input" | "output"): Json {
  return JSON.parse(
    JSON.stringify(value, (name, each: unknown) => {
      if (name === "id" && typeof each === "string") return undefined;
      if (typeof each === "string" && name === "$ref") return each.replace("#/$defs/", "#/components/schemas/");
      if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
      const { additionalProperties, pattern, ...rest } = each as Json;
      const isDate = rest["format"] === "date-time" || rest["format"] === "date";
      return { ...rest, ...(additionalProperties === undefined || (io === "output" && additionalProperties === false) ? {} : { additionalProperties }), ...(pattern === undefined || isDate ? {} : { pattern }) };
    }),
  ) as Json;
}
