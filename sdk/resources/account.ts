import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { ChatResource } from "../base/resource";
import { hasType, typePrefix } from "../base/resourceType";

/** What an account does with friend requests: wait for consent, accept them at once, or refuse them. */
export type AllowType = "NeedConfirm" | "AllowAny" | "DenyAny";

/** The arguments of an `Account`. Lengths are in bytes of UTF-8, as the service counts. An undeclared field is left alone. */
export interface AccountArgs {
  /**
   * The UserID, 1 to 32 bytes of printable ASCII without spaces. Letters, digits, `_` and `-` are safe: older pages of
   * the service's documentation allow no others (docs [34385](https://trtc.io/document/34385),
   * [34381](https://trtc.io/document/34381)). A UserID that starts with `@RBT#` is a `Chatbot`. Changing it replaces
   * the account.
   */
  readonly userId: pulumi.Input<string>;
  /** The display name, at most 500 bytes. Removing it from the program clears it. */
  readonly nick?: pulumi.Input<string | undefined>;
  /** The URL of the user's picture, at most 500 bytes. Removing it from the program clears it. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** Removing it from the program sets it to `Unknown`. */
  readonly gender?: pulumi.Input<"Unknown" | "Female" | "Male" | undefined>;
  /** A date such as `1999-12-31`. Removing it from the program clears it. */
  readonly birthday?: pulumi.Input<string | undefined>;
  /** At most 16 bytes. Removing it from the program clears it. */
  readonly location?: pulumi.Input<string | undefined>;
  /** At most 500 bytes. Removing it from the program clears it. */
  readonly selfSignature?: pulumi.Input<string | undefined>;
  /** How friend requests are handled. Default: the app's setting. Removing it from the program keeps the last value. */
  readonly allowType?: pulumi.Input<AllowType | undefined>;
  /** An app-defined number, 0 to 4294967295. Removing it from the program sets it to 0. */
  readonly language?: pulumi.Input<number | undefined>;
  /** An app-defined number, 0 to 4294967295. Removing it from the program sets it to 0. */
  readonly level?: pulumi.Input<number | undefined>;
  /** An app-defined number, 0 to 4294967295. Removing it from the program sets it to 0. */
  readonly role?: pulumi.Input<number | undefined>;
  /** `SendOut`: the user may not send friend requests. Removing it from the program sets it to `None`. */
  readonly adminForbidType?: pulumi.Input<"None" | "SendOut" | undefined>;
  /**
   * Whether deleting the resource fails if the plan does not allow deleting accounts: only free and trial plans do (71000).
   * Default false: the account is kept, with a warning.
   */
  readonly requireDelete?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when an account with this id already exists; it may belong to a real person. `"ifOwned"` (the default): adopt
   * it unless its value of a declared field differs; an adopted account is kept when the resource is deleted. `"never"`:
   * always refuse. `"always"`: adopt it, overwrite the declared fields, and delete it with the resource.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * An account of the app, with its profile. A user must be imported before owning or joining a group. `pulumi up` imports
 * the account and keeps the declared fields at their declared values.
 *
 * `pulumi destroy` deletes an account that it created, **permanently**: the account leaves all its groups, and its friends,
 * messages and profile are lost. An account that existed before is kept, unless `adopt` is `"always"`. Only free and trial
 * apps can delete accounts; see `requireDelete`. A free app has at most 100 accounts (70398).
 *
 * Source: docs [34953](https://trtc.io/document/34953) (import), [34956](https://trtc.io/document/34956) (check),
 * [34955](https://trtc.io/document/34955) (delete), [34916](https://trtc.io/document/34916) and
 * [34917](https://trtc.io/document/34917) (profile).
 *
 * @example
 * const alice = new tencentchat.Account("alice", { userId: "alice", nick: "Alice", birthday: "1999-12-31" });
 * new tencentchat.Group("ops", { type: "Public", name: "Ops", ownerAccount: alice.userId });
 */
export class Account extends ChatResource {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}Account`;

  /** Whether a value is an `Account`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Account {
    return hasType(value, Account.__pulumiType);
  }

  /** The UserID; equal to `id`. */
  declare readonly userId: pulumi.Output<string>;
  declare readonly nick: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly gender: pulumi.Output<"Unknown" | "Female" | "Male" | undefined>;
  declare readonly birthday: pulumi.Output<string | undefined>;
  declare readonly location: pulumi.Output<string | undefined>;
  declare readonly selfSignature: pulumi.Output<string | undefined>;
  declare readonly allowType: pulumi.Output<AllowType | undefined>;
  declare readonly language: pulumi.Output<number | undefined>;
  declare readonly level: pulumi.Output<number | undefined>;
  declare readonly role: pulumi.Output<number | undefined>;
  declare readonly adminForbidType: pulumi.Output<"None" | "SendOut" | undefined>;
  /** True if it existed before this resource was created. */
  declare readonly existedBefore: pulumi.Output<boolean | undefined>;
  /** The SDKAppID of the app that the account is in. */
  declare readonly sdkAppId: pulumi.Output<number>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: AccountArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...undeclared, ...args };
    super("Account", name, properties, opts);
  }
}

/** Optional properties, so that an omitted one is still an output. */
const undeclared = {
  nick: undefined,
  faceUrl: undefined,
  gender: undefined,
  birthday: undefined,
  location: undefined,
  selfSignature: undefined,
  allowType: undefined,
  language: undefined,
  level: undefined,
  role: undefined,
  adminForbidType: undefined,
  existedBefore: undefined,
  sdkAppId: undefined,
};
