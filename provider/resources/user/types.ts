import type { CallOptions, ChatClient, Profile } from "../../../chat";
import type { CheckResult, OperationContext, PlanContext, Properties } from "../../handler";
import type { OwnerInputs } from "../../ownership/owner";
import type { Adopt } from "../group/schema/types";

/** What a program can say of the profile of a user, be it a person's or a chatbot's. */
export interface ProfileFields {
  readonly nick?: string;
  readonly faceUrl?: string;
  readonly gender?: "Unknown" | "Female" | "Male";
  /** `YYYY-MM-DD` */
  readonly birthday?: string;
  readonly location?: string;
  readonly selfSignature?: string;
  readonly allowType?: "NeedConfirm" | "AllowAny" | "DenyAny";
  readonly language?: number;
  readonly level?: number;
  readonly role?: number;
  readonly adminForbidType?: "None" | "SendOut";
}

/** The inputs of an account or a chatbot after `check`. */
export interface UserInputs extends ProfileFields, OwnerInputs {
  readonly userId: string;
  readonly adopt?: Adopt;
}

export interface AccountInputs extends UserInputs {
  /** Whether a delete fails where the plan does not let accounts be deleted. */
  readonly requireDelete?: boolean;
}

/** What the state holds of a user: the inputs, so that a delete knows them, and what tells this user from others. */
export type UserState<I extends UserInputs> = I & {
  readonly sdkAppId: number;
  readonly service: string;
  /** It was there before the resource: nothing proves that it is not somebody's. */
  readonly existedBefore?: true;
};

/** An account or a chatbot, as it was found. */
export interface FoundUser {
  /** Undefined where the service does not give it. */
  readonly profile: Profile | undefined;
}

/** A kind of user. What both have in common is in `userHandler`. */
export interface UserKind<I extends UserInputs> {
  /** The name of the resource's class. */
  readonly kind: "Account" | "Chatbot";
  /** The word for it in messages. */
  readonly word: "account" | "chatbot";
  /** What the program decides beside the profile, the id and `adopt`. */
  readonly properties: readonly (keyof I & string)[];
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /** Whether the id is derived from this very resource, so that nobody else has it. */
  isDerived(inputs: I): boolean;
  exists(userId: string, operation: OperationContext): Promise<boolean>;
  /** Must be safe to repeat. */
  create(inputs: I, client: ChatClient, call: CallOptions): Promise<void>;
  readProfile(userId: string, operation: OperationContext): Promise<Profile | undefined>;
  /** Removes one that is there. What is gone by then is no error. */
  remove(state: UserState<I>, displayName: string, operation: OperationContext): Promise<void>;
}
