import type { MessageElement } from "./element";

/** A one-to-one message, which the service calls C2C. */
export interface PrivateMessage {
  /** Identifies the message (doc 34919). */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Unix seconds. */
  readonly time: number;
  readonly body: readonly MessageElement[];
  readonly cloudCustomData: string;
}
