import type { MessageElement } from "../../../state/messages/element";
import { InvalidField, list, type Rule, withCode } from "../../shape";
import { element } from "./elements";

/** Sources say 8 KB (doc 34348) and 12 KB (doc 34959): the smaller limit is enforced, on the JSON text of MsgBody. */
export const MAX_BODY_BYTES = 8 * 1024;

const elements = list(element, { min: 1 });

/** The ErrorCodes for a MsgBody that is wrong. Absent: the endpoint's code for invalid fields. */
interface BodyCodes {
  readonly tooLong?: number;
  readonly notAList?: number;
  readonly element?: number;
}

/**
 * A MsgBody: one or more elements, at most one of them a TIMCustomElem (doc 33527). The elements are the same in lenient
 * mode: what they mean depends on their MsgType.
 */
export function msgBody(codes: BodyCodes): Rule<readonly MessageElement[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new InvalidField(`${at} must be an array`, codes.notAList);
    const body = withCode(codes.element, elements)(value, at);
    const custom = body.filter(({ MsgType }) => MsgType === "TIMCustomElem").length;
    if (custom > 1) throw new InvalidField(`${at} has ${custom} TIMCustomElem, at most 1 is allowed`, codes.element);
    const bytes = bytesOf(body);
    if (bytes > MAX_BODY_BYTES && codes.tooLong !== undefined)
      throw new InvalidField(`${at} is too long: ${bytes} bytes as JSON, at most ${MAX_BODY_BYTES}`, codes.tooLong);
    return body;
  };
}

export function bytesOf(body: readonly MessageElement[]): number {
  return Buffer.byteLength(JSON.stringify(body));
}
