import { randomInt } from "node:crypto";
import { AccountsApi } from "./api/accounts";
import { AttributesApi } from "./api/attributes";
import { ChatbotsApi } from "./api/chatbots";
import { CountersApi } from "./api/counters";
import { GroupsApi } from "./api/groups";
import { MembersApi } from "./api/members";
import { ProfilesApi } from "./api/profiles";
import { RoomsApi } from "./api/rooms";
import { TopicsApi } from "./api/topics";
import { linkSignals } from "./base/abort";
import { stringifyJson } from "./base/json";
import { redact, sanitize } from "./base/redact";
import type { ApiCaller, CallOptions } from "./core/apiCaller";
import { AxiosTransport } from "./core/axiosTransport";
import type { Envelope, Reader } from "./core/envelope";
import { execute } from "./core/execute";
import { withGroupLimit } from "./core/rateLimit/groupLimits";
import { type Limiter, sharedLimiter } from "./core/rateLimit/limiter";
import { SilenceWatch } from "./core/silenceWatch";
import type { Transport } from "./core/transport";
import { type Signature, UserSigSource } from "./core/userSig";
import { type Endpoint, type EndpointPath, endpointFor } from "./endpoints";
import { OptionError } from "./errors";
import { type ChatClientOptions, checkOptions, type Settings } from "./options";

/**
 * A client of the Chat REST API for one app. It signs every call, respects the service's rate limits, and retries if that
 * is safe. A failed call rejects with a {@link ChatError}.
 *
 * @example
 * const client = new ChatClient({ sdkAppId: 1400000000, secretKey, region: "singapore" });
 * await client.groups.destroy("ops-room");
 * client.close();
 */
export class ChatClient {
  readonly sdkAppId: number;
  readonly groups: GroupsApi;
  readonly members: MembersApi;
  readonly attributes: AttributesApi;
  readonly counters: CountersApi;
  readonly topics: TopicsApi;
  readonly accounts: AccountsApi;
  readonly profiles: ProfilesApi;
  readonly chatbots: ChatbotsApi;
  readonly rooms: RoomsApi;
  readonly #settings: Settings;
  readonly #userSig: UserSigSource;
  readonly #transport: Transport;
  readonly #silenceWatch: SilenceWatch;
  readonly #closed = new AbortController();

  /** @throws OptionError with the name of the option, its allowed values, and the given value (never the secret key). */
  constructor(options: ChatClientOptions) {
    const settings = checkOptions(options);
    this.#settings = settings;
    this.sdkAppId = settings.sdkAppId;
    this.#userSig = new UserSigSource(settings.sdkAppId, settings.secretKey, settings.adminUserId, settings.clock);
    this.#transport = options.transport ?? new AxiosTransport();
    this.#silenceWatch = new SilenceWatch(settings.logger, new URL(settings.baseUrl).origin);
    const caller: ApiCaller = {
      clock: settings.clock,
      deadlineMs: settings.deadlineMs,
      adminUserId: settings.adminUserId,
      redact: (text) => this.#clean(text),
      request: (path, body, reader, callOptions) => this.#request(path, body, reader, callOptions),
    };
    this.groups = new GroupsApi(caller);
    this.members = new MembersApi(caller);
    this.attributes = new AttributesApi(caller);
    this.counters = new CountersApi(caller);
    this.topics = new TopicsApi(caller);
    this.accounts = new AccountsApi(caller);
    this.profiles = new ProfilesApi(caller);
    this.chatbots = new ChatbotsApi(caller);
    this.rooms = new RoomsApi(caller);
  }

  /**
   * Calls any endpoint. An unknown path counts as a write that is not repeated after an indeterminate outcome;
   * `options.repeat` overrides that.
   *
   * @param path the path after `/v4/`, such as `group_open_http_svc/get_role_in_group`
   * @returns the whole answer; integers that a double can't hold are bigints
   * @throws ChatError
   * @example await client.call("im_open_login_svc/kick", { UserID: "alice" })
   */
  call<T extends object = Record<string, unknown>>(
    path: EndpointPath | (string & {}),
    body: object,
    options?: CallOptions,
  ): Promise<T & Envelope> {
    return this.#request(path, body, (answer) => answer as unknown as T & Envelope, options);
  }

  /** Cancels calls in flight and closes the idle connections. Idle connections never keep a process alive. */
  close(): void {
    this.#closed.abort(new Error("the client was closed"));
    this.#transport.close?.();
  }

  async #request<T>(path: string, body: object, reader: Reader<T>, options: CallOptions = {}): Promise<T> {
    if (!/^\w+\/\w+$/.test(path)) {
      throw new OptionError(
        "path",
        `\`path\` must be service/command, such as group_open_http_svc/destroy_group; given: ${this.#clean(JSON.stringify(path))}.`,
      );
    }
    const { clock, logger, timeoutMs, deadlineMs, optionTexts, localPort } = this.#settings;
    const known = endpointFor(path);
    const endpoint = { ...known, repeat: options.repeat ?? known.repeat };
    const link = linkSignals(options.signal, this.#closed.signal);
    try {
      return await execute(
        {
          clock,
          logger,
          timeoutMs,
          transport: this.#transport,
          userSig: this.#userSig,
          limiter: this.#limiterFor(endpoint, body),
          urlFor: (signature) => this.#url(path, signature),
          redact: (text) => this.#clean(text),
          optionTexts,
          localPort,
          silenceWatch: this.#silenceWatch,
        },
        {
          endpoint,
          body: stringifyJson(body),
          reader,
          deadline: options.deadline ?? clock.now() + deadlineMs,
          signal: link.signal,
          startBy: options.startBy,
          retriesNotFound: options.retriesNotFound === true,
        },
      );
    } finally {
      link.unlink();
    }
  }

  #limiterFor({ api, callsPerSecond, perGroup }: Endpoint, body: object): Limiter {
    const { clock, baseUrl, callsPerSecond: ceiling } = this.#settings;
    const app = `${baseUrl} ${this.sdkAppId}`;
    const limiter = sharedLimiter(clock, `${app} ${api}`, callsPerSecond, ceiling);
    const { GroupId } = body as { GroupId?: unknown };
    if (perGroup === undefined || typeof GroupId !== "string") return limiter;
    return withGroupLimit(limiter, clock, `${app} ${perGroup.name} ${GroupId}`, perGroup.callsPerSecond);
  }

  #url(path: string, signature: Signature): string {
    const { baseUrl, adminUserId } = this.#settings;
    const query = new URLSearchParams({
      sdkappid: String(this.sdkAppId),
      identifier: adminUserId,
      usersig: signature.value,
      // An unsigned 32-bit integer that identifies the request (doc 34620).
      random: String(randomInt(0, 2 ** 32)),
      contenttype: "json",
    });
    return `${baseUrl}/v4/${path}?${query}`;
  }

  #clean(text: string): string {
    const signature = this.#userSig.reveal();
    return sanitize(
      redact(text, signature === undefined ? [this.#settings.secretKey] : [this.#settings.secretKey, signature]),
    );
  }
}
