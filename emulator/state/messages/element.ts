/** The kinds of message elements (doc 33527). */
export const ELEMENT_TYPES = [
  "TIMTextElem",
  "TIMFaceElem",
  "TIMLocationElem",
  "TIMCustomElem",
  "TIMSoundElem",
  "TIMImageElem",
  "TIMFileElem",
  "TIMVideoFileElem",
] as const;
export type ElementType = (typeof ELEMENT_TYPES)[number];

/** One element of a MsgBody, in the form of the service. */
export interface MessageElement {
  readonly MsgType: ElementType;
  readonly MsgContent: Readonly<Record<string, unknown>>;
}

export function textElement(text: string): MessageElement {
  return { MsgType: "TIMTextElem", MsgContent: { Text: text } };
}
