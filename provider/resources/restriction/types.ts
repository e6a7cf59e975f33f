import type { CallOptions, ChatClient, Restriction } from "../../../chat";
import type { ChildInputs } from "../groupChild/parentGroup";
import type { Feature } from "../member/features";

/** The inputs of mutes and bans after `check`. */
export interface RestrictionInputs extends ChildInputs {
  readonly userIds: readonly string[];
  /** An instant, or `forever`. */
  readonly until: string;
  /** Only in this topic; mutes alone have it. */
  readonly topicId?: string;
  /** Why; bans alone have it. */
  readonly description?: string;
  /** A refresh found these users of the program let go, or with another end. */
  readonly notAsDeclared?: readonly string[];
  /** After changes of `until` that stopped half-way: ends that some of the users have already. */
  readonly alsoUntil?: readonly string[];
}

/** What mutes and bans differ in. */
export interface RestrictionKind {
  /** The name of the resource's class. */
  readonly kind: string;
  /** `mute`, for messages. */
  readonly noun: string;
  /** The word for who has it, such as `muted`. */
  readonly done: string;
  readonly feature: Feature;
  readonly properties: readonly ("topicId" | "description")[];
  list(client: ChatClient, inputs: RestrictionInputs, call: CallOptions): Promise<readonly Restriction[]>;
  begin(
    client: ChatClient,
    inputs: RestrictionInputs,
    userIds: readonly string[],
    seconds: number,
    call: CallOptions,
  ): Promise<void>;
  end(client: ChatClient, inputs: RestrictionInputs, userIds: readonly string[], call: CallOptions): Promise<void>;
}
