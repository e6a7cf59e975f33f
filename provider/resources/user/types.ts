import type { CallOptions, ChatClient, Profile } from "../../../chat";
import type { CheckResult, OperationContext, PlanContext, Properties } from "../../handler";
import type { OwnerInputs } from "../../ownership/owner";
import type { Adopt } from "../group/schema/types";

/** The declarable properties of a profile, of a person or a chatbot. */
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
  /** Whether a delete fails if the plan does not allow accounts to be deleted. */
  readonly requireDelete?: boolean;
}

/** The state of a user: the inputs, so that a delete knows them, and what distinguishes this user from others. */
export type UserState<I extends UserInputs> = I & {
  readonly sdkAppId: number;
  readonly service: string;
  /** The user existed before the resource: it may belong to someone else. */
  readonly existedBefore?: true;
};

/** An existing account or chatbot. */
export interface FoundUser {
  /** Undefined if the service does not return it. */
  readonly profile: Profile | undefined;
}

/** A kind of user. `userHandler` holds what both have in common. */
export interface UserKind<I extends UserInputs> {
  /** See `ResourceHandler`. */
  readonly lostOnReplace: string;
  /** The name of the resource's class. */
  readonly kind: "Account" | "Chatbot";
  /** Its name in messages. */
  readonly word: "account" | "chatbot";
  /** The declared properties other than the profile, the id and `adopt`. */
  readonly properties: readonly (keyof I & string)[];
  /** The fields of the profile that a program can declare. */
  readonly declarable: readonly (keyof ProfileFields)[];
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /** Whether the id is derived from this very resource, so that no other user has it. */
  isDerived(inputs: I): boolean;
  exists(userId: string, operation: OperationContext): Promise<boolean>;
  /** Must be safe to repeat. */
  create(inputs: I, client: ChatClient, call: CallOptions): Promise<void>;
  readProfile(userId: string, operation: OperationContext): Promise<Profile | undefined>;
  /** Removes an existing user. If it is already gone, that is no error. */
  remove(state: UserState<I>, displayName: string, operation: OperationContext): Promise<void>;
}
