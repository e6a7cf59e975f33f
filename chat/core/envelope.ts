import { parseJson } from "../base/json";
import { apiFailure, type Failure, ItemError, SchemaError, type WireFailureKind } from "./failure";
import type { TransportResponse } from "./transport";

/** The fields that every answer has (doc 34620). Some endpoints leave ActionStatus out. */
export interface Envelope {
  readonly ActionStatus?: string;
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
}

/** An answer as it came: any fields beside the envelope's. */
export type Answer = Readonly<Record<string, unknown>> & Envelope;

/** Takes from an answer what the caller wants; throws ShapeError or ItemRefused. */
export interface Reader<T> {
  (answer: Answer): T;
  /**
   * The list whose items have codes of their own, where the page declares ErrorCode and ErrorInfo of the whole answer
   * meaningless (doc 34961): the reader then judges an answer that has such items, whatever the whole one says.
   */
  readonly itemsWithCodes?: string;
}

export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Success is HTTP status 200 and ErrorCode 0, nothing else: failures come with status 200, too (doc 34896). */
export function readAnswer<T>(api: string, response: TransportResponse, reader: Reader<T>): Reading<T> {
  if (response.status !== 200)
    return failed(wireFailure(failureKindOf(response.status), `HTTP status ${response.status}`));
  const answer = parseEnvelope(response);
  if (typeof answer === "string") return failed(wireFailure("strange", answer));
  const hasItems = reader.itemsWithCodes !== undefined && hasItemsIn(answer[reader.itemsWithCodes]);
  const contradiction = contradictionIn(answer, hasItems);
  if (contradiction !== undefined) return failed(wireFailure("strange", contradiction));
  try {
    if (answer.ErrorCode !== 0 && !hasItems) throw new ItemError(answer.ErrorCode, answer.ErrorInfo);
    return { ok: true, value: reader(answer) };
  } catch (error) {
    if (error instanceof ItemError) return failed(apiFailure(api, error.code, error.info));
    if (error instanceof SchemaError)
      return failed(wireFailure("strange", `an answer of the wrong shape: ${error.message}`));
    throw error;
  }
}

/** The answer, or what is wrong with it. */
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
  // Overwritten in place: a copy would have to take care of a field named __proto__.
  if (typeof fields.ErrorInfo !== "string") fields.ErrorInfo = "";
  return fields as Record<string, unknown> & Envelope;
}

function hasItemsIn(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

/**
 * ActionStatus and ErrorCode say the same thing twice, OK and 0 or FAIL and another code (doc 34620). Where they differ,
 * nobody knows what the service did. Upper or lower case makes no difference: "fail" with 0 is no success either.
 */
function contradictionIn(
  { ActionStatus: status, ErrorCode, ErrorInfo }: Answer,
  hasItems: boolean,
): string | undefined {
  if (status === undefined) return undefined;
  const word = typeof status === "string" ? status.toUpperCase() : "";
  if (word !== "OK" && word !== "FAIL") return "an answer with an ActionStatus that is neither OK nor FAIL";
  if ((word === "OK") === (ErrorCode === 0) || (word === "OK" && hasItems)) return undefined;
  const words = ErrorInfo === "" ? "" : ` "${ErrorInfo}"`;
  return `an answer that contradicts itself: ActionStatus ${word} with ErrorCode ${ErrorCode}${words}`;
}

function failureKindOf(status: number): WireFailureKind {
  if (status === 429) return "busy";
  if (status === 408 || status >= 500) return "passing";
  // 2xx without 200, a redirect, a 4xx: no Chat service answers like that.
  return "lasting";
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

/** An HTTP answer came, so the request was sent; what the service did with it is not known. */
function wireFailure(nature: WireFailureKind, reason: string): Failure {
  return { kind: "wire", sent: true, kindOfFailure: nature, reason };
}
