import { randomBytes } from "node:crypto";
import { fieldKeyProblem } from "./state/fieldKeys";

/** One app (SDKAppID) of the emulated service. */
export interface EmulatorApp {
  /** The app's id, a positive integer. */
  readonly sdkAppId: number;
  /** The key UserSigs of this app are signed with, used as raw UTF-8 bytes (doc 34385). */
  readonly secretKey: string;
  /** UserIDs that may call the REST API; they exist as accounts from the start (doc 33517). */
  readonly admins: readonly string[];
  /** Keys of group custom fields that this app has declared, as one does in the console: at most 10, of 1 to 16 letters, digits or _ (docs 33529, 34419). Default: none. */
  readonly customFieldKeys?: readonly string[] | undefined;
  /** Keys of member custom fields that this app has declared, at most 5 and none of `customFieldKeys` (doc 33529). Default: none. */
  readonly memberCustomFieldKeys?: readonly string[] | undefined;
  /** Keys of profile custom fields that this app has declared, at most 20 of 8 letters each (doc 34916): `Tag_Profile_Custom_<key>`. Default: none. */
  readonly profileCustomFieldKeys?: readonly string[] | undefined;
}

/** Where the emulator takes the time from, in milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** Greatest length of each profile text, in bytes of UTF-8. */
export interface TextLimits {
  readonly name: number;
  readonly introduction: number;
  readonly notification: number;
  readonly faceUrl: number;
}

/**
 * What `startEmulator` can be told. Everything has a default.
 *
 * @example
 * const emulator = await startEmulator({ port: 0, rateLimit: false });
 */
export interface EmulatorOptions {
  /** TCP port; 0 takes a free one. Default 0. */
  readonly port?: number | undefined;
  /** Address to listen on. Default 127.0.0.1: nobody else on the network can reach it. */
  readonly host?: string | undefined;
  /** The apps that exist. Default: `DEFAULT_APP` alone. The first is the default of `app()` and `env()`. */
  readonly apps?: readonly EmulatorApp[] | undefined;
  /** Whether requests that the real service may take are taken where its pages do not say so: docs/emulator.md lists them. Default false. */
  readonly lenient?: boolean | undefined;
  /** Whether call rates are held (per API and SDKAppID, and attribute writes per group). Default true. */
  readonly rateLimit?: boolean | undefined;
  /** Default: the system clock. */
  readonly clock?: Clock | undefined;
  /** Makes the part of a generated group id after its prefix. Default: nine random letters and digits. */
  readonly nextId?: (() => string) | undefined;
  /** How long a disbanded id stays taken (create_group answers 10021, get_group_info 10010). Default 0; the real figure is unconfirmed. */
  readonly reuseDelayMs?: number | undefined;
  /** Groups an app may have at a time; one more answers 10058. Default: no cap (doc 34381: 100 on the free plan). */
  readonly maxGroups?: number | undefined;
  /** AVChatRooms an app may have at a time; one more answers 10036. Default: no cap. */
  readonly maxAVChatRooms?: number | undefined;
  /** Groups a user may be in; one more answers 10037. Default: no cap. */
  readonly maxGroupsPerUser?: number | undefined;
  /** The plan's cap on members of a Private, Public or ChatRoom group. Default 6000 (the greatest of doc 34381). */
  readonly maxMembers?: number | undefined;
  /** Accounts an app may have; one more answers 70398. Default: no cap. */
  readonly maxAccounts?: number | undefined;
  /** Chatbots an app may have; one more answers 10008. Default 20 (doc 55280). */
  readonly maxChatbots?: number | undefined;
  /** Whether communities are part of the plan and switched on; otherwise creating one answers 11000. Default true. */
  readonly communities?: boolean | undefined;
  /** Whether topics are part of the plan and switched on; otherwise they answer 11000. Default true. */
  readonly topics?: boolean | undefined;
  /** Whether counters are part of the plan; otherwise they answer 10059. Default true. */
  readonly counters?: boolean | undefined;
  /** Whether accounts can be deleted, as on the free plan; otherwise account_delete answers 71000. Default true. */
  readonly accountDelete?: boolean | undefined;
  /** Whether the plan lists all who are in an AVChatRoom; otherwise get_members tells the latest 30. Default true. */
  readonly onlineMembers?: boolean | undefined;
  /** Whether banning is part of the plan and switched on; otherwise it answers 10007. Default true. */
  readonly bans?: boolean | undefined;
  /** Byte limits of texts. Default 30, 240, 300, 100: the REST pages' figures, the smaller ones where sources differ. */
  readonly textLimits?: Partial<TextLimits> | undefined;
  /** Greatest request body, in bytes. Default 1 MiB; the service's own limit is unconfirmed. */
  readonly maxBodyBytes?: number | undefined;
  /** Greatest answer to a read, in bytes; a greater one is answered with 10018. Default 1 MiB (doc 34348). */
  readonly maxAnswerBytes?: number | undefined;
  /** Failed UserSig checks of one identifier within a minute after which all its calls answer 70050. Default 20; the service's own figure is unconfirmed. */
  readonly signatureFailureLimit?: number | undefined;
  /** How many requests the journal remembers; the oldest go first. Default 100 000. */
  readonly journalLimit?: number | undefined;
}

/** The options with every default filled in. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly apps: readonly EmulatorApp[];
  readonly lenient: boolean;
  readonly rateLimit: boolean;
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly reuseDelayMs: number;
  readonly maxGroups: number;
  readonly maxAVChatRooms: number;
  readonly maxGroupsPerUser: number;
  readonly maxMembers: number;
  readonly maxAccounts: number;
  readonly maxChatbots: number;
  readonly communities: boolean;
  readonly topics: boolean;
  readonly counters: boolean;
  readonly accountDelete: boolean;
  readonly onlineMembers: boolean;
  readonly bans: boolean;
  readonly textLimits: TextLimits;
  readonly maxBodyBytes: number;
  readonly maxAnswerBytes: number;
  readonly signatureFailureLimit: number;
  readonly journalLimit: number;
}

/** The app that exists when no other is given. Its key is public: it opens nothing but an emulator. */
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
    apps,
    lenient: options.lenient ?? false,
    rateLimit: options.rateLimit ?? true,
    clock: options.clock ?? { now: () => Date.now() },
    nextId: options.nextId ?? randomId,
    reuseDelayMs: options.reuseDelayMs ?? 0,
    maxGroups: options.maxGroups ?? Number.POSITIVE_INFINITY,
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
    if (seen.has(sdkAppId)) throw new Error(`two apps have the sdkAppId ${sdkAppId}: each must have its own`);
    if (app.secretKey === "") throw new Error(`the app ${sdkAppId} has an empty secretKey`);
    if (app.admins.length === 0) throw new Error(`the app ${sdkAppId} has no admins: nobody could call its API`);
    const wrong = fieldKeyProblem(app);
    if (wrong !== undefined) throw new Error(`${wrong.kind} of the app ${sdkAppId} ${wrong.problem}`);
    seen.add(sdkAppId);
  }
}

const ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Nine characters, like the ids on the service's pages (`@TGS#2J4SZEAEL`). */
function randomId(): string {
  return Array.from(randomBytes(9), (byte) => ID_LETTERS.charAt(byte % ID_LETTERS.length)).join("");
}
