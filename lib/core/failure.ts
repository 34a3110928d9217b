/** The HTTP status each code is answered with. */
export const httpStatusOf = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type FailureCode = keyof typeof httpStatusOf;

/** What a person can expect to go wrong: the sentence says what happened and what to do now; fields name the inputs at fault. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly sentence: string;
  readonly fields: Record<string, string> | undefined;

  constructor(code: FailureCode, sentence: string, fields?: Record<string, string>) {
    super(sentence);
    this.name = "Failure";
    this.code = code;
    this.sentence = sentence;
    this.fields = fields;
  }
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Failure;
}
