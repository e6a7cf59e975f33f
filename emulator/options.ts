import { randomBytes } from "node:crypto";
import { type Clock, EmulatorClock } from "./clock";
import type { JournalEntry } from "./journal";
import type { Seed } from "./seed/seed";
import { fieldKeyProblem } from "./state/fieldKeys";
import { completeWebhook, type WebhookSettings } from "./webhooks/settings";

/** One app (SDKAppID) of the emulated service. */
export interface EmulatorApp {
  /** The app's id, a positive integer. */
  readonly sdkAppId: number;
  /** The key that signs the app's UserSigs, used as raw UTF-8 bytes (doc 34385). */
  readonly secretKey: string;
  /** UserIDs that may call the REST API. Their accounts exist from the start (doc 33517). */
  readonly admins: readonly string[];
  /** Declared keys of group custom fields (in the console): at most 10, of 1 to 16 letters, digits or _ (docs 33529, 34419). Default: none. */
  readonly customFieldKeys?: readonly string[] | undefined;
  /** Declared keys of member custom fields: at most 5, none of them in `customFieldKeys` (doc 33529). Default: none. */
  readonly memberCustomFieldKeys?: readonly string[] | undefined;
  /** Declared keys of profile custom fields: at most 20, of at most 8 letters (doc 34916). The tag is `Tag_Profile_Custom_<key>`. Default: none. */
  readonly profileCustomFieldKeys?: readonly string[] | undefined;
  /** Where the app's events are sent. Default: nowhere. */
  readonly webhook?: WebhookSettings | undefined;
}

/** Maximum length of each profile text, in bytes of UTF-8. */
export interface TextLimits {
  readonly name: number;
  readonly introduction: number;
  readonly notification: number;
  readonly faceUrl: number;
}

/**
 * The options of `startEmulator`. All are optional.
 *
 * @example
 * const emulator = await startEmulator({ port: 0, rateLimit: false });
 */
export interface EmulatorOptions {
  /** TCP port; 0 chooses a free one. Default 0. */
  readonly port?: number | undefined;
  /** Address to listen on. Default 127.0.0.1: not reachable from other machines. */
  readonly host?: string | undefined;
  /** Names under which browsers and tests may reach the page and the control API, besides `localhost` and addresses: for example the name of a container. Default: none. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The apps that exist. Default: `DEFAULT_APP` alone. The first is the default of `app()` and `env()`. */
  readonly apps?: readonly EmulatorApp[] | undefined;
  /** What the first app has at the start and after a reset. Default: only the accounts of the admins. */
  readonly seed?: Seed | undefined;
  /** A file that keeps the contents of all apps, without their keys, across restarts. If it exists, the seed is not applied at the start. Default: none. */
  readonly stateFile?: string | undefined;
  /** Certificate and key, as PEM: the emulator speaks HTTPS then. Default: HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Called when a request has been answered, with the time that it took in milliseconds. */
  readonly onAnswered?: ((entry: JournalEntry, durationMs: number) => void) | undefined;
  /** Whether to accept requests that the real service may accept but that are not documented. docs/emulator.md lists them. Default false. */
  readonly lenient?: boolean | undefined;
  /** Whether to enforce call rates (per API and SDKAppID, and attribute writes per group). Default true. */
  readonly rateLimit?: boolean | undefined;
  /** Maximum number of calls per second and app, over all APIs; one more is refused with 60011. Default: no limit; the service's value is unconfirmed. */
  readonly maxCallsPerSecond?: number | undefined;
  /** Default: the system clock. */
  readonly clock?: Clock | undefined;
  /** Generates the part of a group or topic id after its prefix. Default: nine random letters and digits. */
  readonly nextId?: (() => string) | undefined;
  /** How long the id of a disbanded group stays reserved (create_group answers 10021, get_group_info 10010). Default 0; the service's value is unconfirmed. */
  readonly reuseDelayMs?: number | undefined;
  /** Maximum number of groups in an app; one more is refused with 10058. Default: no limit (doc 34381: 100 on the free plan). */
  readonly maxGroups?: number | undefined;
  /** Maximum number of net new groups per UTC day (created minus disbanded); one more is refused with 10006. Default: no limit (doc 33529: 10 000). */
  readonly maxNewGroupsPerDay?: number | undefined;
  /** Maximum number of AVChatRooms in an app; one more is refused with 10036. Default: no limit. */
  readonly maxAVChatRooms?: number | undefined;
  /** Maximum number of groups of a user; one more is refused with 10037. Default: no limit. */
  readonly maxGroupsPerUser?: number | undefined;
  /** The plan's maximum number of members in a Private, Public or ChatRoom group. Default 6000 (the highest in doc 34381). */
  readonly maxMembers?: number | undefined;
  /** Maximum number of accounts in an app; one more is refused with 70398. Default: no limit. */
  readonly maxAccounts?: number | undefined;
  /** Maximum number of chatbots in an app; one more is refused with 10008. Default 20 (doc 55280). */
  readonly maxChatbots?: number | undefined;
  /** Whether communities are in the plan and enabled; otherwise creating one answers 11000. Default true. */
  readonly communities?: boolean | undefined;
  /** Whether topics are in the plan and enabled; otherwise their endpoints answer 11000. Default true. */
  readonly topics?: boolean | undefined;
  /** Whether counters are in the plan; otherwise their endpoints answer 10059. Default true. */
  readonly counters?: boolean | undefined;
  /** Whether accounts can be deleted, as on the free plan; otherwise account_delete answers 71000. Default true. */
  readonly accountDelete?: boolean | undefined;
  /** Whether the plan lists all online members of an AVChatRoom; otherwise get_members lists the latest 30. Default true. */
  readonly onlineMembers?: boolean | undefined;
  /** Whether banning is in the plan and enabled; otherwise its endpoints answer 10007. Default true. */
  readonly bans?: boolean | undefined;
  /** How many messages each group, topic and app keeps; the oldest are dropped first and read as expired. Default 1000. */
  readonly messageLimit?: number | undefined;
  /** How long a message can be recalled, in seconds; later, group_msg_recall answers 10031. Default 120 (doc 34348). */
  readonly recallSeconds?: number | undefined;
  /** Byte limits of texts. Default 30, 240, 300, 100, as in the REST documentation; the smaller value where sources differ. */
  readonly textLimits?: Partial<TextLimits> | undefined;
  /** Maximum size of a request body, in bytes. Default 1 MiB; the service's limit is unconfirmed. */
  readonly maxBodyBytes?: number | undefined;
  /** Maximum size of the answer to a read, in bytes; a larger answer becomes 10018. Default 1 MiB (doc 34348). */
  readonly maxAnswerBytes?: number | undefined;
  /** After this many failed UserSig checks of one identifier within a minute, all its calls answer 70050. Default 20; the service's value is unconfirmed. */
  readonly signatureFailureLimit?: number | undefined;
  /** How many requests the journal keeps; the oldest are dropped first. Default 100 000. */
  readonly journalLimit?: number | undefined;
}

/** The options with every default filled in. */
export type Settings = {
  readonly [K in Exclude<keyof EmulatorOptions, "textLimits" | "clock" | "seed" | "stateFile" | "tls">]-?: NonNullable<
    EmulatorOptions[K]
  >;
} & {
  readonly textLimits: TextLimits;
  readonly clock: EmulatorClock;
  readonly seed: Seed;
  readonly stateFile: string | undefined;
  readonly tls: EmulatorOptions["tls"];
};

/** The app that exists by default. Its key is public: it works with emulators only. */
export const DEFAULT_APP: EmulatorApp = {
  sdkAppId: 1400000000,
  secretKey: "emulator-only-key-that-opens-nothing-at-the-real-service-0000000",
  admins: ["administrator"],
};

const MIB = 1024 * 1024;

export function settingsOf(options: EmulatorOptions): Settings {
  const apps = options.apps ?? [DEFAULT_APP];
  checkApps(apps);
  return {
    port: options.port ?? 0,
    host: options.host ?? "127.0.0.1",
    allowedHosts: (options.allowedHosts ?? []).map((name) => name.toLowerCase()),
    apps,
    seed: options.seed ?? { version: 1 },
    stateFile: options.stateFile,
    tls: options.tls,
    onAnswered: options.onAnswered ?? (() => {}),
    lenient: options.lenient ?? false,
    rateLimit: options.rateLimit ?? true,
    maxCallsPerSecond: options.maxCallsPerSecond ?? Number.POSITIVE_INFINITY,
    clock: new EmulatorClock(options.clock ?? { now: () => Date.now() }),
    nextId: options.nextId ?? randomId,
    reuseDelayMs: options.reuseDelayMs ?? 0,
    maxGroups: options.maxGroups ?? Number.POSITIVE_INFINITY,
    maxNewGroupsPerDay: options.maxNewGroupsPerDay ?? Number.POSITIVE_INFINITY,
    maxAVChatRooms: options.maxAVChatRooms ?? Number.POSITIVE_INFINITY,
    maxGroupsPerUser: options.maxGroupsPerUser ?? Number.POSITIVE_INFINITY,
    maxMembers: options.maxMembers ?? 6000,
    maxAccounts: options.maxAccounts ?? Number.POSITIVE_INFINITY,
    maxChatbots: options.maxChatbots ?? 20,
    communities: options.communities ?? true,
    topics: options.topics ?? true,
    counters: options.counters ?? true,
    accountDelete: options.accountDelete ?? true,
    onlineMembers: options.onlineMembers ?? true,
    bans: options.bans ?? true,
    messageLimit: options.messageLimit ?? 1000,
    recallSeconds: options.recallSeconds ?? 120,
    textLimits: { name: 30, introduction: 240, notification: 300, faceUrl: 100, ...options.textLimits },
    maxBodyBytes: options.maxBodyBytes ?? MIB,
    maxAnswerBytes: options.maxAnswerBytes ?? MIB,
    signatureFailureLimit: options.signatureFailureLimit ?? 20,
    journalLimit: options.journalLimit ?? 100_000,
  };
}

function checkApps(apps: readonly EmulatorApp[]): void {
  if (apps.length === 0) throw new Error("the emulator needs at least one app: give `apps` an entry or leave it out");
  const seen = new Set<number>();
  for (const app of apps) {
    const { sdkAppId } = app;
    if (!Number.isSafeInteger(sdkAppId) || sdkAppId <= 0)
      throw new Error(`an app's sdkAppId must be a positive integer, not ${String(sdkAppId)}`);
    if (seen.has(sdkAppId)) throw new Error(`two apps have the sdkAppId ${sdkAppId}: each app needs its own`);
    if (app.secretKey === "") throw new Error(`the app ${sdkAppId} has an empty secretKey`);
    if (app.admins.length === 0) throw new Error(`the app ${sdkAppId} has no admins: add at least one`);
    const invalid = fieldKeyProblem(app);
    if (invalid !== undefined) throw new Error(`${invalid.kind} of the app ${sdkAppId} ${invalid.problem}`);
    checkWebhook(app);
    seen.add(sdkAppId);
  }
}

function checkWebhook({ sdkAppId, webhook }: EmulatorApp): void {
  try {
    if (webhook !== undefined) completeWebhook(webhook);
  } catch (error) {
    throw new Error(`the webhook of the app ${sdkAppId}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Nine characters, like the ids in the service's documentation (`@TGS#2J4SZEAEL`). */
function randomId(): string {
  return Array.from(randomBytes(9), (byte) => ID_LETTERS.charAt(byte % ID_LETTERS.length)).join("");
}
