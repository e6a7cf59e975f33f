import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { HostError } from "../../support/errors";
import { HostProcess } from "../../support/process";
import { type Props, toStruct } from "../../support/values";

const repository = path.resolve(__dirname, "../../../..");

/** The id that the engine gives to the provider of a stack. */
export const providerId = "11111111-2222-4333-8444-555555555555";

export interface PluginOptions {
  /** The whole environment except PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** The settings, as the engine passes them. */
  readonly config?: Props;
  /** The name of the provider resource; default: that of a default provider. */
  readonly provider?: string;
  readonly id?: string;
  readonly engine?: string;
}

export interface Difference {
  readonly changes: "unknown" | "none" | "some";
  readonly replaces: readonly string[];
  readonly diffs: readonly string[];
  /** By path: the kind of the change. */
  readonly details: Readonly<Record<string, string>>;
  readonly deleteBeforeReplace: boolean;
}

/** What the engine sends with a create or update. */
export interface WriteOptions {
  readonly preview?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

export type Raw = Record<string, unknown>;

const changes = ["unknown", "none", "some"] as const;
const kinds = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"] as const;

/** The real process of the plugin, called over gRPC as the engine calls it. */
export class Plugin {
  readonly #process: HostProcess;
  readonly #client: ResourceProviderClient;

  static async start({ provider = "default_0_1_0", id = providerId, ...options }: PluginOptions): Promise<Plugin> {
    const child = new HostProcess({
      node: process.execPath,
      script: path.join(repository, "dist/provider/hosts/plugin/main.js"),
      cwd: repository,
      engine: options.engine,
      env: { PATH: process.env["PATH"], ...options.env },
    });
    const plugin = new Plugin(child, clientOf(await child.port));
    await plugin.call("handshake", new proto.ProviderHandshakeRequest());
    if (options.config !== undefined) {
      const request = new proto.ConfigureRequest().setArgs(toStruct(options.config)).setId(id);
      request.setUrn(`urn:pulumi:dev::chat::pulumi:providers:tencent-chat::${provider}`);
      await plugin.call("configure", request);
    }
    return plugin;
  }

  private constructor(child: HostProcess, client: ResourceProviderClient) {
    this.#process = child;
    this.#client = client;
  }

  get pid(): number {
    return this.#process.pid;
  }

  get stdout(): readonly string[] {
    return this.#process.stdout;
  }

  get stderr(): readonly string[] {
    return this.#process.stderr;
  }

  /** Calls a method by its name. @throws HostError */
  call<R>(method: keyof ResourceProviderClient & string, request: object): Promise<R> {
    type Send = (request: object, done: (error: grpc.ServiceError | null, response: R) => void) => void;
    const send = (this.#client[method] as unknown as Send).bind(this.#client);
    return new Promise((resolve, reject) => {
      send(request, (error, response) => (error ? reject(new HostError(error)) : resolve(response)));
    });
  }

  async version(): Promise<string> {
    return (await this.call<PluginInfo>("getPluginInfo", new Empty())).getVersion();
  }

  async checkConfig(news: Props, provider = "default_0_1_0"): Promise<{ inputs: Raw; failures: readonly string[] }> {
    const urn = `urn:pulumi:dev::chat::pulumi:providers:tencent-chat::${provider}`;
    return this.#checked("checkConfig", new proto.CheckRequest().setUrn(urn).setNews(toStruct(news)));
  }

  async check(urn: string, olds: Props, news: Props): Promise<{ inputs: Raw; failures: readonly string[] }> {
    const request = new proto.CheckRequest().setUrn(urn).setOlds(toStruct(olds)).setNews(toStruct(news));
    return this.#checked("check", request);
  }

  async #checked(method: "check" | "checkConfig", request: proto.CheckRequest) {
    const response = await this.call<proto.CheckResponse>(method, request);
    const failures = response.getFailuresList().map((failure) => `${failure.getProperty()}${failure.getReason()}`);
    return { inputs: rawOf(response.getInputs()), failures };
  }

  async diff(
    urn: string,
    id: string,
    olds: Props,
    oldInputs: Props,
    news: Props,
    ignoreChanges: readonly string[] = [],
  ): Promise<Difference> {
    const request = new proto.DiffRequest()
      .setUrn(urn)
      .setId(id)
      .setIgnorechangesList([...ignoreChanges]);
    request.setOlds(toStruct(olds)).setOldInputs(toStruct(oldInputs)).setNews(toStruct(news));
    const response = await this.call<proto.DiffResponse>("diff", request);
    const details: Record<string, string> = {};
    response.getDetaileddiffMap().forEach((change: proto.PropertyDiff, name: string) => {
      details[name] = kinds[change.getKind()] ?? "";
    });
    return {
      changes: changes[response.getChanges()] ?? "unknown",
      replaces: response.getReplacesList(),
      diffs: response.getDiffsList(),
      details,
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(urn: string, inputs: Props, { preview = false, timeout = 0 }: WriteOptions = {}) {
    const request = new proto.CreateRequest().setUrn(urn).setProperties(toStruct(inputs));
    request.setPreview(preview).setTimeout(timeout);
    const response = await this.call<proto.CreateResponse>("create", request);
    return { id: response.getId(), outputs: rawOf(response.getProperties()) };
  }

  /** @param state undefined for an import, which knows the id alone */
  async read(
    urn: string,
    id: string,
    state?: Props,
    inputs?: Props,
  ): Promise<{ id: string; outputs: Raw; inputs: Raw }> {
    const request = new proto.ReadRequest().setUrn(urn).setId(id);
    if (state !== undefined) request.setProperties(toStruct(state));
    if (inputs !== undefined) request.setInputs(toStruct(inputs));
    const response = await this.call<proto.ReadResponse>("read", request);
    return { id: response.getId(), outputs: rawOf(response.getProperties()), inputs: rawOf(response.getInputs()) };
  }

  async update(
    urn: string,
    id: string,
    olds: Props,
    oldInputs: Props,
    news: Props,
    { preview = false, timeout = 0 }: WriteOptions = {},
  ): Promise<Raw> {
    const request = new proto.UpdateRequest().setUrn(urn).setId(id).setPreview(preview).setTimeout(timeout);
    request.setOlds(toStruct(olds)).setOldInputs(toStruct(oldInputs)).setNews(toStruct(news));
    return rawOf((await this.call<proto.UpdateResponse>("update", request)).getProperties());
  }

  async delete(urn: string, id: string, state: Props, inputs: Props = {}): Promise<void> {
    const request = new proto.DeleteRequest().setUrn(urn).setId(id);
    await this.call("delete", request.setProperties(toStruct(state)).setOldInputs(toStruct(inputs)));
  }

  async invoke(name: string, args: Props): Promise<Raw> {
    const request = new proto.InvokeRequest().setTok(`tencent-chat:index:${name}`).setArgs(toStruct(args));
    return rawOf((await this.call<proto.InvokeResponse>("invoke", request)).getReturn());
  }

  async cancel(): Promise<void> {
    await this.call("cancel", new Empty());
  }

  async stop(signal?: NodeJS.Signals): Promise<void> {
    this.#client.close();
    await this.#process.stop(signal);
  }
}

/** As the engine gets it: secrets are wrapped. */
function rawOf(struct: { toJavaScript(): object } | undefined): Raw {
  return (struct?.toJavaScript() ?? {}) as Raw;
}

function clientOf(port: number): ResourceProviderClient {
  const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  return new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimited);
}
