import type { CallOptions, ChatClient, Restriction } from "../../../chat";
import type { ChildInputs } from "../groupChild/parentGroup";
import type { Feature } from "../member/features";

/** The inputs of mutes and bans after `check`. */
export interface RestrictionInputs extends ChildInputs {
  readonly userIds: readonly string[];
  /** A point in time, or `forever`. */
  readonly until: string;
  /** Limits it to this topic; only mutes have it. */
  readonly topicId?: string;
  /** The reason; only bans have it. */
  readonly description?: string;
  /** Declared users whom a refresh found unrestricted, or with another end. */
  readonly notAsDeclared?: readonly string[];
  /** After changes of `until` that stopped half-way: ends that some users already have. */
  readonly alsoUntil?: readonly string[];
}

/** The differences between mutes and bans. */
export interface RestrictionKind {
  /** The name of the resource's class. */
  readonly kind: string;
  /** `mute`, for messages. */
  readonly noun: string;
  /** The participle, such as `muted`. */
  readonly participle: string;
  readonly feature: Feature;
  readonly properties: readonly ("topicId" | "description")[];
  list(
    client: ChatClient,
    inputs: Pick<RestrictionInputs, "groupId" | "topicId">,
    call: CallOptions,
  ): Promise<readonly Restriction[]>;
  begin(
    client: ChatClient,
    inputs: RestrictionInputs,
    userIds: readonly string[],
    seconds: number,
    call: CallOptions,
  ): Promise<void>;
  end(client: ChatClient, inputs: RestrictionInputs, userIds: readonly string[], call: CallOptions): Promise<void>;
}
