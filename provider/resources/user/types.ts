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
