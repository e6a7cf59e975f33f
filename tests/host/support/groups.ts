import assert from "node:assert/strict";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";
import { HostError } from "./errors";
import { Host, identityOf } from "./host";

/** The provider text in the state of every Group: a released format. */
const groupProvider = 'exports.handler=()=>require("pulumi-tencent-chat/provider").Group';

/** The internal inputs of a resource of this program. */
export function ownedBy(name: string, stack = "acme/chat/dev") {
  return { __identity: identityOf(stack), __managedBy: `${stack}/${name}` };
}

/** The same for another program, in another backend: its stack may have the same name. */
export function foreignOwner(name: string, stack = "acme/chat/prod") {
  return { __identity: identityOf("acme/chat/prod"), __managedBy: `${stack}/${name}` };
}

/** A group in the engine's state. */
export interface ResourceState {
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

let runs = 0;

/** The real provider process and an emulator, driven as the engine drives them. */
export class GroupHost {
  static async start(
    options: { readonly emulator?: EmulatorOptions; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<GroupHost> {
    const emulator = await startEmulator(options.emulator);
    emulator.app().importAccounts("alice", "bob");
    try {
      const node = process.env["TEST_NODE"];
      const host = await Host.start({
        provider: groupProvider,
        env: { ...emulator.env(), ...options.env },
        ...(node && { node }),
      });
      return new GroupHost(emulator, host);
    } catch (error) {
      await emulator.close();
      throw error;
    }
  }

  private constructor(
    readonly emulator: Emulator,
    readonly host: Host,
    /** The run that all of its ups belong to. Undefined: each up is a run of its own. */
    readonly run?: string,
  ) {}

  /** The same process and emulator, in another run of a program: it does not know what is declared in this one. */
  inRun(name: string): GroupHost {
    return new GroupHost(this.emulator, this.host, name);
  }

  /** The process in the run of the next up. */
  nextRun(): Host {
    runs += 1;
    return this.host.inRun(this.run ?? `up ${runs}`);
  }

  /** One more provider process on the same emulator. The caller stops it. */
  another(env: Readonly<Record<string, string>>, engine?: string): Promise<Host> {
    return Host.start({ provider: groupProvider, env, ...(engine && { engine }) });
  }

  /** check and create, with the inputs that the program side completes. */
  async create(args: Readonly<Record<string, unknown>>, name = "room"): Promise<ResourceState> {
    const host = this.nextRun();
    const inputs = await this.checked({}, { __managedBy: ownedBy(name).__managedBy, ...args }, host);
    const { id, outs } = await host.create(inputs);
    return { id, inputs, outputs: outs };
  }

  /** check and update. */
  async update(state: ResourceState, args: Readonly<Record<string, unknown>>): Promise<ResourceState> {
    const host = this.nextRun();
    const inputs = await this.checked(state.inputs, { ...state.inputs, ...args }, host);
    const { outs } = await host.update(state.id, state.outputs, inputs);
    return { id: state.id, inputs, outputs: outs };
  }

  delete({ id, outputs }: ResourceState): Promise<void> {
    return this.host.delete(id, outputs);
  }

  async checked(
    olds: Record<string, unknown>,
    news: Record<string, unknown>,
    host = this.nextRun(),
  ): Promise<Record<string, unknown>> {
    const { inputs, failures } = await host.check(olds, news);
    assert.deepEqual(failures, []);
    return inputs;
  }

  /** Stops both, and fails if the process printed a secret key or a signature. */
  async stop(): Promise<void> {
    await this.host.stop();
    await this.emulator.close();
    const printed = [...this.host.stdout, ...this.host.stderr].join("\n");
    assert.ok(!printed.includes(String(this.emulator.env()["TENCENT_CHAT_SECRET_KEY"])), "it printed the secret key");
    assert.doesNotMatch(printed, /usersig=(?!\[)/i, "it printed a signature");
  }
}

/** The message of the failure that this work ends with. */
export async function failureOf(work: Promise<unknown>): Promise<HostError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof HostError, "it was expected to fail");
  return outcome;
}
