import * as pulumi from "@pulumi/pulumi";
import type { Region } from "../provider/settings";
import { withoutLostValues } from "./base/lostValues";
import { refusePlainTextKey } from "./base/plainTextKey";
import { programError } from "./base/programError";
import { hasType } from "./base/resourceType";
import { shared } from "./base/shared";

/** The arguments of a `Provider`. An omitted argument is read from the environment, then from the stack's config. */
export interface ProviderArgs {
  /** The SDKAppID of the Chat console. */
  readonly sdkAppId?: pulumi.Input<number | string | undefined>;
  /** The app's secret key, stored as a secret. Set a key that rotates in the environment instead, so that an old state can still be destroyed. */
  readonly secretKey?: pulumi.Input<string | undefined>;
  /** The UserID of an app admin, at most 32 bytes. Default `administrator`. */
  readonly adminUserId?: pulumi.Input<string | undefined>;
  /** The data centre of the app. */
  readonly region?: pulumi.Input<Region | undefined>;
  /** A full URL that replaces the region's, for the emulator or a proxy. Plain HTTP is allowed only to loopback. */
  readonly endpoint?: pulumi.Input<string | undefined>;
  /** Allows plain HTTP to hosts other than loopback; the signature is then sent unencrypted. Default false. */
  readonly allowInsecureEndpoint?: pulumi.Input<boolean | undefined>;
  /** How long one operation on one resource may take, retries included: 1 to 3600 seconds. Default 120. */
  readonly deadlineSeconds?: pulumi.Input<number | undefined>;
  /**
   * The calls per second to each API that one run makes: 1 to 10,000. The service allows 200 for each app
   * ([doc 34381](https://trtc.io/document/34381)), which all runs on the app share (docs/guides/large-stacks.md). Smaller limits of
   * single APIs scale with it. Default 195.
   */
  readonly callsPerSecond?: pulumi.Input<number | undefined>;
  /**
   * Whether a refresh reads the owner mark of every group: one more call for each, where the mark is a group attribute. It
   * finds a mark that a client wiped, and a group that another stack has taken over. Every update and disband reads the mark in
   * any case. Default: of the first 100 groups of a run, of groups that expire, and where the state leaves a doubt.
   */
  readonly refreshMarks?: pulumi.Input<boolean | undefined>;
  /**
   * The key of a group custom field that stores the owner mark instead of a group attribute. Clients cannot change it, and it
   * is written in the same call as the group. Declare it in the console first (docs/production.md). Default: none.
   */
  readonly ownerField?: pulumi.Input<string | undefined>;
  /**
   * The identity that marks groups as this program's: 1 to 64 letters, digits and `. _ : / @ + -`. It replaces the id that
   * the engine gives to the program's provider. Use it in pipelines with unique stack names that must find their groups
   * again after a lost state (docs/ownership.md). Two stacks with the same identity disband each other's groups.
   */
  readonly identity?: pulumi.Input<string | undefined>;
  /** Other names of the same service that states may contain, separated by commas. The message about a changed service says when to set it. */
  readonly sameServiceAs?: pulumi.Input<string | undefined>;
}

const settings = {
  sdkAppId: true,
  secretKey: true,
  adminUserId: true,
  region: true,
  endpoint: true,
  allowInsecureEndpoint: true,
  deadlineSeconds: true,
  callsPerSecond: true,
  refreshMarks: true,
  ownerField: true,
  identity: true,
  sameServiceAs: true,
} as const satisfies Record<keyof ProviderArgs, true>;

/**
 * One app in one region, for programs that work with several.
 *
 * @example
 * const seoul = new tencentchat.Provider("seoul", { sdkAppId: 1400000001, secretKey: config.requireSecret("seoulKey"), region: "seoul" });
 * new tencentchat.Group("lobby", { type: "Public", name: "Lobby" }, { provider: seoul });
 */
export class Provider extends pulumi.ProviderResource {
  /** @internal */
  static readonly __pulumiType = "pulumi:providers:pulumi-nodejs";

  /**
   * Whether a value is a `Provider`, also one of another copy of this package. In a policy, which sees only the type, this is
   * the type of all dynamic providers.
   */
  static override isInstance(value: unknown): value is Provider {
    const isResource = pulumi.Resource.isInstance(value);
    return hasType(value, Provider.__pulumiType) && (!isResource || explicitSettingsOf.has(value as Provider));
  }

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const explicit = explicitConfig(name, args);
    refusePlainTextKey();
    super("pulumi-nodejs", name, { ...stackConfig(), ...explicit }, opts);
    explicitSettingsOf.set(this, explicit);
  }
}

/** The default provider of each running stack, shared by all copies of this package in one program. */
const defaults: WeakMap<object, pulumi.ProviderResource> = shared("default providers");

/**
 * Returns the provider of all resources without an explicit one. The engine's own default provider would do, but the
 * program cannot read its id, which is the program's identity.
 *
 * @internal
 */
export function defaultProvider(): pulumi.ProviderResource {
  // There is no stack in a unit test with Pulumi's mocks: each call of `setMocks` has a provider of its own.
  const stack = pulumi.runtime.getStackResource() ?? pulumi.runtime.getMonitor() ?? defaults;
  const provider = defaults.get(stack) ?? new Provider(defaultName);
  defaults.set(stack, provider);
  return provider;
}

const defaultName = "tencent-chat-default";

/**
 * Returns the provider that the program gives to a resource, or that the resource inherits.
 *
 * @internal
 */
export function explicitProvider(
  type: string,
  { provider, parent }: pulumi.CustomResourceOptions,
): pulumi.ProviderResource | undefined {
  return provider ?? parent?.getProvider(type);
}

/** @internal */
export function withDefaultProvider(type: string, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return explicitProvider(type, opts) === undefined ? { ...opts, provider: defaultProvider() } : opts;
}

type ExplicitSettings = Readonly<Record<string, pulumi.Output<string | undefined>>>;

/** The settings of each explicit provider, shared by all copies of this package in one program. */
const explicitSettingsOf: WeakMap<pulumi.ProviderResource, ExplicitSettings> = shared("provider settings");

/**
 * Returns the arguments of an explicit provider by config key. The functions need them: they run in the program, not in
 * the provider's process. Undefined for a provider of another package.
 *
 * @internal
 */
export function explicitSettings(provider: pulumi.ProviderResource): ExplicitSettings | undefined {
  return explicitSettingsOf.get(provider);
}

/**
 * The dynamic-provider host passes only keys with a colon to a provider. Explicit arguments have a key prefix of their own:
 * they override the environment, which overrides the stack's config.
 */
function explicitConfig(name: string, args: ProviderArgs): ExplicitSettings {
  for (const key of Object.keys(args)) {
    if (!Object.hasOwn(settings, key))
      throw programError(`Provider "${name}" has no argument ${key}: it has ${Object.keys(settings).join(", ")}.`);
  }
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => {
      const checked = pulumi.output(withoutLostValues(`Provider "${name}"`, value, key));
      const text = checked.apply((known) => (known === undefined ? undefined : String(known)));
      return [`tencent-chat:provider.${key}`, key === "secretKey" ? pulumi.secret(text) : text];
    }),
  );
}

/** The engine does not pass the stack's config to an explicit provider. */
function stackConfig(): Record<string, pulumi.Input<string>> {
  const config = new pulumi.Config("tencent-chat");
  return Object.fromEntries(
    Object.keys(settings).flatMap((key) => {
      const value = key === "secretKey" ? config.getSecret(key) : config.get(key);
      return value === undefined ? [] : [[`tencent-chat:${key}`, value]];
    }),
  );
}
