import * as pulumi from "@pulumi/pulumi";
import type { Region } from "../provider/settings";
import { refusePlainTextKey } from "./base/plainTextKey";

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
  /**
   * Pins the identity by which groups are recognised as this program's, in place of the id that the engine gives to the
   * program's provider: 1 to 64 letters, digits and `. _ : / @ + -`. For pipelines whose stack names are unique and that
   * want a lost state to find its groups again (docs/ownership.md). Two stacks with one identity disband each other's groups.
   */
  readonly identity?: pulumi.Input<string | undefined>;
  /** Other names, with commas between, by which states may know this service: see the message about a change of the service. */
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
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const given = explicit(name, args);
    refusePlainTextKey();
    super("pulumi-nodejs", name, { ...stackConfig(), ...given }, opts);
    givenTo.set(this, given);
  }
}

/** What all copies of this package in one program share: the default provider of each stack that is being run. */
const defaults: WeakMap<object, pulumi.ProviderResource> = shared("pulumi-tencent-chat default providers");

/**
 * The provider of all resources for which the program gives none. The engine would have one of its own; but the id of
 * this one the program can see, and it is the program's identity.
 *
 * @internal
 */
export function defaultProvider(): pulumi.ProviderResource {
  // There is no stack in a unit test with Pulumi's mocks.
  const stack = pulumi.runtime.getStackResource() ?? defaults;
  const provider = defaults.get(stack) ?? new Provider(defaultName);
  defaults.set(stack, provider);
  return provider;
}

const defaultName = "tencent-chat-default";

/**
 * The provider that the program gives to a resource, or that it inherits.
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

function shared<K extends object, V>(name: string): WeakMap<K, V> {
  const all = globalThis as unknown as Record<symbol, WeakMap<K, V> | undefined>;
  const key = Symbol.for(name);
  const map = all[key] ?? new WeakMap<K, V>();
  all[key] = map;
  return map;
}

type ExplicitSettings = Readonly<Record<string, pulumi.Output<string | undefined>>>;

/** What all copies of this package in one program share: the settings of each provider. */
const givenTo: WeakMap<pulumi.ProviderResource, ExplicitSettings> = shared("pulumi-tencent-chat provider settings");

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
