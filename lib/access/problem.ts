import { isConnectionLost, OutcomeUnknown } from "#db/errors";
import { Failure, httpStatusOf } from "#lib/core/failure";

export interface Answer {
  code: string;
  sentence: string;
  status?: number;
  fields?: Record<string, string> | undefined;
}

export function statusOf(answer: Answer | Failure): number {
  return answer instanceof Failure ? httpStatusOf[answer.code] : (answer.status ?? 500);
}

/** What is said of an error that nobody expected. Who is told to try again will: that must be right. */
export function answerTo(error: unknown): Answer {
  if (error instanceof OutcomeUnknown) return { status: 503, code: "outcome_unknown", sentence: error.message };
  if (isConnectionLost(error)) return { status: 503, code: "unavailable", sentence: "The database cannot be reached right now, and nothing was changed. Try again in a moment." };
  return { status: 500, code: "internal", sentence: "Something went wrong on our side. Try again; if it stays, tell us the request id." };
}

/** RFC 9457. */
export function problem(failure: Answer | Failure, requestId: string): Response {
  const status = statusOf(failure);
  const body = { type: "about:blank", title: failure.code, status, detail: failure.sentence, instance: `urn:request:${requestId}`, ...(failure.fields ? { fields: failure.fields } : {}) };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });
}
