import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { OpenApi } from "#lib/api/openapi";
import type { Operation } from "#lib/api/operation";
import type { Answer } from "./client.ts";

type Json = Record<string, unknown>;

/** Says what of an answer the document does not say. Fields that it does not know count, though a reader is told to expect more. */
export class Contract {
  readonly #document: OpenApi;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: OpenApi) {
    this.#document = closed(structuredClone(document));
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(this.#document, "api");
  }

  /** Why an answer is none of those that the document has for an operation; empty where it is. */
  problemsOf(operation: Operation, answer: Answer): string[] {
    const declared = this.#responseTo(operation, answer.status);
    if (!declared) return [`${answer.status} is not declared: ${answer.text}`];
    const { pointer, response } = declared;
    const type = answer.headers.get("content-type") ?? "";
    const content = (response["content"] as Json)[type];
    const expected = Object.keys((response["headers"] ?? {}) as Json).filter((name) => name !== "Idempotency-Replayed");
    const missing = expected.filter((name) => !answer.headers.has(name)).map((name) => `no header ${name}`);
    const cache = answer.headers.get("cache-control") === "private, no-store" ? [] : ["it may be stored"];
    if (!content) return [...missing, `${type} is not declared for ${answer.status}`];
    return [...missing, ...cache, ...this.#judge(`${pointer}/content/${escape(type)}/schema`, answer.body)];
  }

  /** Why a body is none that the document lets be sent. */
  problemsOfInput(operation: Operation, input: unknown): string[] {
    return this.#judge(`#/paths/${escape(operation.path)}/post/requestBody/content/${escape("application/json")}/schema`, input);
  }

  #responseTo({ path, method }: Operation, status: number): { pointer: string; response: Json } | null {
    const word = method.toLowerCase();
    const response = this.#document.paths[path]?.[word]?.responses[status];
    if (!response) return null;
    const named = response["$ref"] as string | undefined;
    if (named === undefined) return { pointer: `#/paths/${escape(path)}/${word}/responses/${status}`, response };
    return { pointer: named, response: this.#document.components.responses[named.split("/").at(-1) ?? ""] ?? {} };
  }

  #judge(pointer: string, value: unknown): string[] {
    const validate = this.#compiled.get(pointer) ?? this.#ajv.compile({ $ref: `api${pointer}` });
    this.#compiled.set(pointer, validate);
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
  }
}

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function closed(document: OpenApi): OpenApi {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    const isOpenObject = typeof value === "object" && value !== null && "properties" in value && "type" in value && value.type === "object" && !("additionalProperties" in value);
    return isOpenObject ? { ...value, additionalProperties: false } : value;
  }) as OpenApi;
}
