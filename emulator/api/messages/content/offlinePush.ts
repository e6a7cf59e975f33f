import { integer, object, optional, type Rule, text } from "../../shape";

const string = optional(text());
const anything: Rule<unknown> = (value) => value;

/** Push settings (doc 33527). They have no effect here, so the emulator does not check the manufacturers' own fields. */
export const offlinePushInfo = optional(
  object({
    PushFlag: optional(integer(0, 1)),
    Title: string,
    Desc: string,
    Ext: string,
    AndroidInfo: optional(anything),
    ApnsInfo: optional(anything),
  }),
);
