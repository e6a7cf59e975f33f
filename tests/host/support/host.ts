import { createRequire } from "node:module";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { HostError } from "./errors";
import { HostProcess } from "./process";
import { HostProject } from "./project";
import { fromStruct, type Props, toStruct } from "./values";

export interface HostOptions {
  /** The text of `__provider`. It is part of every request, and is removed from every answer. */
  readonly provider: string;
  /** Provider configuration, such as `{ "tencent-chat:region": "china" }`. */
  readonly config?: Props;
  /** The whole environment except PATH: no other variable is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another Node binary than the one that runs the tests. */
  readonly node?: string;
  /** `host:port` of an engine that the process exits with; default: none. */
  readonly engine?: string;
  /** The folder of the program; default: a temporary folder that `pulumi-tencent-chat/provider` resolves from. */
  readonly cwd?: string;
}

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface DiffResult {
  /** `unknown` leaves it to the engine, which compares the inputs. */
  readonly changes: "unknown" | "none" | "some";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface ReadResult {
  /** Empty if the resource is gone. */
  readonly id: string;
  readonly props: Record<string, unknown>;
  /** Undefined if the provider returned none. */
  readonly inputs: Record<string, unknown> | undefined;
}

const CHANGES = ["unknown", "none", "some"] as const;

/** The real dynamic-provider process of @pulumi/pulumi, called over gRPC as the engine calls it. */
export class Host {
  readonly #provider: string;
  readonly #process: HostProcess;
  readonly #client: ResourceProviderClient;
  readonly #project: HostProject | undefined;

  static async start(options: HostOptions): Promise<Host> {
    const project = options.cwd === undefined ? new HostProject() : undefined;
    const cwd = options.cwd ?? project?.directory ?? process.cwd();
    const child = new HostProcess({
      node: options.node ?? process.execPath,
      script: createRequire(path.join(cwd, "index.js")).resolve("@pulumi/pulumi/cmd/dynamic-provider"),
      cwd,
      engine: options.engine,
      env: {
        PATH: process.env["PATH"],
        PULUMI_NODEJS_PROJECT: "proj",
        NODE_OPTIONS: `--require=${path.join(__dirname, "../../support/lazyModules.cjs")}`,
        ...options.env,
      },
    });
    try {
      const host = new Host(options.provider, child, clientOf(await child.port), project);
      await host.#configure(options.config ?? {});
      return host;
    } catch (error) {
      await child.stop();
      project?.remove();
      throw error;
    }
  }

  private constructor(
    provider: string,
    child: HostProcess,
    client: ResourceProviderClient,
    project: HostProject | undefined,
  ) {
    this.#provider = provider;
    this.#process = child;
    this.#client = client;
    this.#project = project;
  }

  /** The same process, used for another resource. Stop only one of them. */
  as(provider: string): Host {
    return new Host(provider, this.#process, this.#client, this.#project);
  }

  /** The same process, used for another kind of resource in the same run. */
  of(kind: string): Host {
    return this.as(this.#provider.replace(/\w+$/, kind));
  }

  /** The same process, as if another engine had started it: a provider process serves one run of a program. */
  inRun(name: string): Host {
    const run = `provider").inRun(${JSON.stringify(name)})`;
    return this.as(this.#provider.replace(/provider"\)(\.inRun\("[^"]*"\))?/, run));
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Lines that the engine would show as info. */
  get stdout(): readonly string[] {
    return this.#process.stdout;
  }

  get stderr(): readonly string[] {
    return this.#process.stderr;
  }

  async check(olds: Props, news: Props): Promise<CheckResult> {
    const request = new proto.CheckRequest();
    // The engine sends no olds for a new or replaced resource.
    request.setOlds(Object.keys(olds).length === 0 ? toStruct({}) : this.#struct(olds));
    request.setNews(this.#struct(withIdentity(news)));
    const response = await call<proto.CheckResponse>((done) => this.#client.check(request, done));
    const failures = response.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() }));
    return { inputs: plain(response.getInputs()), failures };
  }

  async diff(id: string, olds: Props, news: Props): Promise<DiffResult> {
    const request = new proto.DiffRequest();
    request.setId(id);
    request.setOlds(this.#struct(olds));
    request.setNews(this.#struct(news));
    const response = await call<proto.DiffResponse>((done) => this.#client.diff(request, done));
    return {
      changes: CHANGES[response.getChanges()] ?? "unknown",
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(inputs: Props): Promise<{ readonly id: string; readonly outs: Record<string, unknown> }> {
    const request = new proto.CreateRequest();
    request.setProperties(this.#struct(withIdentity(inputs)));
    const response = await call<proto.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), outs: plain(response.getProperties()) };
  }

  async read(id: string, props: Props): Promise<ReadResult> {
    const request = new proto.ReadRequest();
    request.setId(id);
    request.setProperties(this.#struct(props));
    const response = await call<proto.ReadResponse>((done) => this.#client.read(request, done));
    const inputs = response.hasInputs() ? plain(response.getInputs()) : undefined;
    return { id: response.getId(), props: plain(response.getProperties()), inputs };
  }

  async update(id: string, olds: Props, news: Props): Promise<{ readonly outs: Record<string, unknown> }> {
    const request = new proto.UpdateRequest();
    request.setId(id);
    request.setOlds(this.#struct(olds));
    request.setNews(this.#struct(withIdentity(news)));
    const response = await call<proto.UpdateResponse>((done) => this.#client.update(request, done));
    return { outs: plain(response.getProperties()) };
  }

  /** As in a destroy, in which no program runs: earlier checks in this process belong to other runs. */
  delete(id: string, props: Props): Promise<void> {
    return this.inRun("destroy").deleteInUpdate(id, props);
  }

  /** As in the run of a program, at whose end the engine deletes undeclared resources. */
  async deleteInUpdate(id: string, props: Props): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setId(id);
    request.setProperties(this.#struct(props));
    await call<Empty>((done) => this.#client.delete(request, done));
  }

  async cancel(): Promise<void> {
    await call<Empty>((done) => this.#client.cancel(new Empty(), done));
  }

  /** Stops the process. All its output is available afterwards. */
  async stop(signal?: NodeJS.Signals): Promise<void> {
    this.#client.close();
    await this.#process.stop(signal);
    this.#project?.remove();
  }

  async #configure(config: Props): Promise<void> {
    const request = new proto.ConfigureRequest();
    request.setArgs(toStruct(config));
    request.setAcceptsecrets(true);
    await call<proto.ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  #struct(props: Props) {
    return toStruct({ ...props, __provider: this.#provider });
  }
}

/** As the program side adds it: each stack has the identity of its name, unless a test gives another. */
export function identityOf(managedBy: unknown): string {
  const stack = String(managedBy).split("/").slice(0, 3).join("/");
  return identities[stack] ?? stack;
}

const identities: Readonly<Record<string, string>> = {
  "acme/chat/dev": "8a4f3c1e-5b7d-4e2a-9c60-1f2e3d4c5b6a",
  "acme/chat/prod": "00000000-0000-4000-8000-000000000000",
};

function withIdentity(inputs: Props): Props {
  const { __managedBy: managedBy } = inputs as { __managedBy?: unknown };
  return typeof managedBy === "string" ? { __identity: identityOf(managedBy), ...inputs } : inputs;
}

function plain(struct: Parameters<typeof fromStruct>[0]): Record<string, unknown> {
  const { __provider, ...props } = fromStruct(struct);
  return props;
}

function clientOf(port: number): ResourceProviderClient {
  const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  return new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimited);
}

type Callback<T> = (error: grpc.ServiceError | null, response: T) => void;

function call<T>(send: (done: Callback<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, response) => (error ? reject(new HostError(error)) : resolve(response)));
  });
}
