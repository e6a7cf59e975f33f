import * as pulumi from "@pulumi/pulumi";
import type { Region } from "../provider/settings";
import { refusePlainTextKey } from "./base/identity";

/** The arguments of a `Provider`. What is left out is taken from the environment, then from the stack's config. */
export interface ProviderArgs {
  /** The SDKAppID of the Chat console. */
  readonly sdkAppId?: pulumi.Input<number | string | undefined>;
  /** The app's secret key. It is kept as a secret; a key that rotates is better left to the environment, so that an old state can still be destroyed. */
  readonly secretKey?: pulumi.Input<string | undefined>;
  /** The UserID of an app admin, at most 32 bytes. Default `administrator`. */
  readonly adminUserId?: pulumi.Input<string | undefined>;
  /** The data centre of the app. */
  readonly region?: pulumi.Input<Region | undefined>;
  /** A full URL in place of the region's, for the emulator or a proxy. Plain HTTP only to loopback. */
  readonly endpoint?: pulumi.Input<string | undefined>;
  /** Allows plain HTTP to other hosts than loopback; the signature then travels in the clear. Default false. */
  readonly allowInsecureEndpoint?: pulumi.Input<boolean | undefined>;
  /** How long one operation on one resource may take, retries included: 1 to 3600 seconds. Default 120. */
  readonly deadlineSeconds?: pulumi.Input<number | undefined>;
  /**
   * The key of a group custom field that holds the owner marks, in place of a group attribute: out of clients' reach, and
   * written together with the group. It has to be declared in the console first (docs/production.md). Default: none.
   */
  readonly ownerField?: pulumi.Input<string | undefined>;
}

const settings = {
  sdkAppId: true,
  secretKey: true,
  adminUserId: true,
  region: true,
  endpoint: true,
  allowInsecureEndpoint: true,
  deadlineSeconds: true,
  ownerField: true,
} as const satisfies Record<keyof ProviderArgs, true>;

/**
 * One app in one region, for programs that work with several.
 *
 * @example
 * const seoul = new tencentchat.Provider("seoul", { sdkAppId: 1400000001, secretKey: config.requireSecret("seoulKey"), region: "seoul" });
 * new tencentchat.Group("lobby", { type: "Public", name: "Lobby" }, { provider: seoul });
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const given = explicit(name, args);
    refusePlainTextKey();
    super("pulumi-nodejs", name, { ...stackConfig(), ...given }, opts);
    givenTo.set(this, given);
  }
}

type ExplicitSettings = Readonly<Record<string, pulumi.Output<string | undefined>>>;

const givenTo = new WeakMap<pulumi.ProviderResource, ExplicitSettings>();

/**
 * What a provider was given, by its config keys, for the functions: they run in the program and not in the provider's
 * process. Undefined for one that is not of this package.
 *
 * @internal
 */
export function explicitSettings(provider: pulumi.ProviderResource): ExplicitSettings | undefined {
  return givenTo.get(provider);
}

/**
 * Keys with a colon are what the dynamic-provider host lets a provider see; those of the explicit provider have a name of
 * their own, since they win over the environment, which wins over the stack's config.
 */
function explicit(name: string, args: ProviderArgs): ExplicitSettings {
  for (const key of Object.keys(args)) {
    if (!Object.hasOwn(settings, key))
      throw new pulumi.RunError(
        `Provider "${name}" has no argument ${key}: it has ${Object.keys(settings).join(", ")}.`,
      );
  }
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => {
      const text = pulumi.output(value).apply((known) => (known === undefined ? undefined : String(known)));
      return [`tencent-chat:provider.${key}`, key === "secretKey" ? pulumi.secret(text) : text];
    }),
  );
}

/** An explicit provider does not see the stack's config by itself. */
function stackConfig(): Record<string, pulumi.Input<string>> {
  const config = new pulumi.Config("tencent-chat");
  return Object.fromEntries(
    Object.keys(settings).flatMap((key) => {
      const value = key === "secretKey" ? config.getSecret(key) : config.get(key);
      return value === undefined ? [] : [[`tencent-chat:${key}`, value]];
    }),
  );
}
