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
