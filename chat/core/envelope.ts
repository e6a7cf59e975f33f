import { parseJson } from "../base/json";
import { apiFailure, type Failure, ItemError, SchemaError, type WireFailureKind } from "./failure";
import type { TransportResponse } from "./transport";

/** The fields of every answer (doc 34620). Some endpoints omit ActionStatus. */
export interface Envelope {
  readonly ActionStatus?: string;
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
}

/** A raw answer: the envelope and any other fields. */
export type Answer = Readonly<Record<string, unknown>> & Envelope;

/** Converts an answer to the result of the call. Throws SchemaError or ItemError. */
export interface Reader<T> {
  (answer: Answer): T;
  /**
   * The list whose items have their own codes, for an endpoint whose documentation calls the top-level ErrorCode and
   * ErrorInfo meaningless (doc 34961). The reader then decides on every answer that has such items.
   */
  readonly itemsWithCodes?: string;
}

export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Reads an HTTP answer. Only HTTP status 200 with ErrorCode 0 is success: failures have status 200 as well (doc 34896). */
export function readAnswer<T>(api: string, response: TransportResponse, reader: Reader<T>): Reading<T> {
  if (response.status !== 200)
    return failed(wireFailure(failureKindOf(response.status), `HTTP status ${response.status}`));
  const answer = parseEnvelope(response);
  if (typeof answer === "string") return failed(wireFailure("unexpected", answer));
  const hasItems = reader.itemsWithCodes !== undefined && hasItemsIn(answer[reader.itemsWithCodes]);
  const contradiction = contradictionIn(answer, hasItems);
  if (contradiction !== undefined) return failed(wireFailure("unexpected", contradiction));
  try {
    if (answer.ErrorCode !== 0 && !hasItems) throw new ItemError(answer.ErrorCode, answer.ErrorInfo);
    return { ok: true, value: reader(answer) };
  } catch (error) {
    if (error instanceof ItemError) return failed(apiFailure(api, error.code, error.info));
    if (error instanceof SchemaError)
      return failed(wireFailure("unexpected", `an answer of the wrong shape: ${error.message}`));
    throw error;
  }
}

/** Returns the answer, or a description of what is wrong with it. */
function parseEnvelope({ body, contentType }: TransportResponse): Answer | string {
  let parsed: unknown;
  try {
    parsed = parseJson(body);
  } catch {
    const start = body.trim() === "" ? "an empty body" : `"${body.slice(0, 120)}"`;
    return `an answer that is not JSON (${contentType ?? "no content type"}): ${start}`;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return "an answer that is not a JSON object";
  const fields = parsed as Record<string, unknown>;
  const code = fields.ErrorCode;
  if (typeof code !== "number" || !Number.isSafeInteger(code)) return "an answer without an ErrorCode";
  // Changed in place: a copy would need special care for a field named __proto__.
  if (typeof fields.ErrorInfo !== "string") fields.ErrorInfo = "";
  return fields as Record<string, unknown> & Envelope;
}

function hasItemsIn(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

/**
 * ActionStatus and ErrorCode are redundant: OK with 0, or FAIL with another code (doc 34620). If they contradict each
 * other, the outcome is indeterminate. Case is ignored: "fail" with 0 is not a success either.
 */
function contradictionIn(
  { ActionStatus: status, ErrorCode, ErrorInfo }: Answer,
  hasItems: boolean,
): string | undefined {
  if (status === undefined) return undefined;
  const statusText = typeof status === "string" ? status.toUpperCase() : "";
  if (statusText !== "OK" && statusText !== "FAIL") return "an answer with an ActionStatus that is neither OK nor FAIL";
  if ((statusText === "OK") === (ErrorCode === 0) || (statusText === "OK" && hasItems)) return undefined;
  const infoText = ErrorInfo === "" ? "" : ` "${ErrorInfo}"`;
  return `an answer that contradicts itself: ActionStatus ${statusText} with ErrorCode ${ErrorCode}${infoText}`;
}

function failureKindOf(status: number): WireFailureKind {
  if (status === 429) return "throttled";
  if (status === 408 || status >= 500) return "temporary";
  // Another 2xx, a redirect or a 4xx never comes from a Chat service.
  return "permanent";
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

/** There was an HTTP answer, so the request was sent. Its outcome is indeterminate. */
function wireFailure(failureKind: WireFailureKind, reason: string): Failure {
  return { kind: "wire", sent: true, failureKind, reason };
}
