/** A MsgBody with one text. */
export const text = (Text: string) => [{ MsgType: "TIMTextElem", MsgContent: { Text } }];

/** A MsgBody of 8 KB as JSON, plus so many bytes. */
export function bodyOfMaximumLength(plus = 0): readonly object[] {
  const empty = JSON.stringify(text("")).length;
  return text("x".repeat(8 * 1024 - empty + plus));
}
