import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { ChatResource } from "../base/resource";

/** What an account may be told to do with friend requests: wait for consent, take them at once, refuse them. */
export type AllowType = "NeedConfirm" | "AllowAny" | "DenyAny";

/** The arguments of an `Account`. Lengths are in bytes of UTF-8, as the service counts. A field that is not given is left alone. */
export interface AccountArgs {
  /**
   * The UserID, 1 to 32 bytes of printable ASCII without spaces. Letters, digits, `_` and `-` are safe: older texts of the
   * service allow no others (docs 34385, 34381). One that starts with `@RBT#` is a `Chatbot`. Another id replaces the
   * account.
   */
  readonly userId: pulumi.Input<string>;
  /** The name that people see, at most 500 bytes. Taken out of the program, it is cleared. */
  readonly nick?: pulumi.Input<string | undefined>;
  /** The address of the user's picture, at most 500 bytes. Taken out of the program, it is cleared. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** Taken out of the program, it becomes `Unknown`. */
  readonly gender?: pulumi.Input<"Unknown" | "Female" | "Male" | undefined>;
  /** A date such as `1999-12-31`. Taken out of the program, it is cleared. */
  readonly birthday?: pulumi.Input<string | undefined>;
  /** At most 16 bytes. Taken out of the program, it is cleared. */
  readonly location?: pulumi.Input<string | undefined>;
  /** At most 500 bytes. Taken out of the program, it is cleared. */
  readonly selfSignature?: pulumi.Input<string | undefined>;
  /** What becomes of friend requests. The default is the app's; taken out of the program, it stays as it was set last. */
  readonly allowType?: pulumi.Input<AllowType | undefined>;
  /** A number of the app's own choosing, 0 to 4294967295. Taken out of the program, it becomes 0. */
  readonly language?: pulumi.Input<number | undefined>;
  /** A number of the app's own choosing, 0 to 4294967295. Taken out of the program, it becomes 0. */
  readonly level?: pulumi.Input<number | undefined>;
  /** A number of the app's own choosing, 0 to 4294967295. Taken out of the program, it becomes 0. */
  readonly role?: pulumi.Input<number | undefined>;
  /** `SendOut`: the user may not send friend requests. Taken out of the program, it becomes `None`. */
  readonly adminForbidType?: pulumi.Input<"None" | "SendOut" | undefined>;
  /**
   * Whether a delete fails where accounts cannot be deleted, which is on every plan but free and trial ones (71000).
   * Default false: there the account is kept, and a warning says so.
   */
  readonly requireDelete?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when there is an account with this id already, which may be a real person's. `"ifOwned"` (the default): take
   * it over unless it has other values than the program's in fields that the program declares; it is then kept when the
   * resource is deleted. `"never"`: refuse always. `"always"`: take it over, overwrite what the program declares, and
   * delete it with the resource.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * An account of the app, with its profile: somebody has to be imported before they can own or join a group. `pulumi up`
 * imports it and keeps the declared fields as they are declared.
 *
 * `pulumi destroy` deletes what it has made, **for ever**: the account leaves all its groups, and its friends, messages and
 * profile are lost. An account that was there before is kept, unless `adopt` is `"always"`. Only free and trial apps may
 * delete accounts at all; see `requireDelete`. A free app has at most 100 accounts (70398).
 *
 * Source: docs 34953 (import), 34956 (check), 34955 (delete), 34916 and 34917 (profile).
 *
 * @example
 * const alice = new tencentchat.Account("alice", { userId: "alice", nick: "Alice", birthday: "1999-12-31" });
 * new tencentchat.Group("ops", { type: "Public", name: "Ops", ownerAccount: alice.userId });
 */
export class Account extends ChatResource {
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
  /** True for one that was there before it was declared. */
  declare readonly existedBefore: pulumi.Output<boolean | undefined>;
  /** The SDKAppID of the app that the account is in. */
  declare readonly sdkAppId: pulumi.Output<number>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: AccountArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...undeclared, ...args };
    super("Account", name, properties, opts);
  }
}

/** What the program may leave out, so that it is still an output. */
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
