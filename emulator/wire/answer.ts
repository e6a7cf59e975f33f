/** Fields of an answer in addition to the envelope. */
export type Fields = Readonly<Record<string, unknown>>;

/** The body of an answer: the common envelope and the endpoint's own fields. */
export interface Answer extends Fields {
  readonly ActionStatus: "OK" | "FAIL";
  readonly ErrorInfo: string;
  readonly ErrorCode: number;
}

/** A refusal by the service. It is answered with HTTP 200, never with another status (destroy_group page). */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: number,
    readonly info: string,
  ) {
    super(`${code} ${info}`);
  }
}

export function refuse(code: number, info: string): never {
  throw new ApiError(code, info);
}

export function success(fields: Fields = {}): Answer {
  return { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0, ...fields };
}

/** @param fields the fields that an endpoint answers in addition to the envelope even if it fails */
export function failure(code: number, info: string, fields: Fields = {}): Answer {
  return { ActionStatus: "FAIL", ErrorInfo: info, ErrorCode: code, ...fields };
}

/** Headers of the sample answer in doc 34620. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  Server: "nginx",
  "Content-Type": "application/json",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "X-Requested-With",
  "Access-Control-Allow-Methods": "POST",
};
