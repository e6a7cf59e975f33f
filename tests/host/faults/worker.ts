import assert from "node:assert/strict";
import { type AppHandle, type Emulator, type GroupSnapshot, startEmulator } from "../../../emulator";
import { assertFreeOfSecrets } from "../../engine/support/secrets";
import { foreignOwner } from "../support/groups";
import { Host } from "../support/host";
import { EngineResource } from "./engineResource";
import { original, type Target } from "./operations";
import { ownerField } from "./subjects/group";
import { providerText, type Subject } from "./subjects/subject";

const app = {
  sdkAppId: 1400000000,
  secretKey: "f".repeat(64),
  admins: ["administrator"],
  customFieldKeys: [ownerField],
};

/** Prefix of an expected failure of read or delete in the dynamic host's output. */
const EXPECTED_ERROR_PREFIX = "pulumi-tencent-chat: Could not ";

/** A provider process for all kinds of resources, with its own emulator that also has foreign groups. */
export class Worker {
  static async start({ env: settings }: Pick<Subject, "env">, deadlineSeconds: number): Promise<Worker> {
    const emulator = await startEmulator({ apps: [app], maxChatbots: Number.POSITIVE_INFINITY });
    emulator.app().importAccounts("alice", "bob", "carol", "dave");
    try {
      const env = { ...emulator.env(), ...settings, TENCENT_CHAT_DEADLINE_SECONDS: String(deadlineSeconds) };
      const lane = new Worker(
        emulator,
        await Host.start({ provider: providerText("Group"), env, ...node() }),
        deadlineSeconds,
      );
      await lane.#placeBystanders();
      return lane;
    } catch (error) {
      await emulator.close();
      throw error;
    }
  }

  #bystanders: readonly GroupSnapshot[] = [];

  private constructor(
    readonly emulator: Emulator,
    readonly host: Host,
    readonly deadlineSeconds: number,
  ) {}

  get app(): AppHandle {
    return this.emulator.app();
  }

  async target(subject: Subject, name: string): Promise<Target> {
    const resource = new EngineResource(this.host.as(providerText(subject.kind)));
    subject.createParent?.(this.app, name);
    const inputs = await resource.checkedInputs(original({ subject, name }));
    return { subject, name, inputs, resource, app: this.app };
  }

  assertBystandersUntouched(): void {
    const now = this.#bystanders.map(({ groupId }) => this.app.group(groupId));
    assert.deepEqual(now, this.#bystanders, "a foreign group was touched");
  }

  /** Fails for a text that contains a key or a signature. */
  assertSafeToShow(where: string, text: string): void {
    assertFreeOfSecrets([{ where, text }], [String(this.emulator.env()["TENCENT_CHAT_SECRET_KEY"])]);
    assert.doesNotMatch(text, /usersig=(?!\[)/i, `${where} shows a signature`);
  }

  /** Stops both. The process must still be alive, without error output, and must have printed no secret. */
  async stop(): Promise<void> {
    const survived = isAlive(this.host.pid);
    await this.host.stop();
    await this.emulator.close();
    assert.ok(survived, `the provider process ended by itself:\n${this.host.stderr.join("\n")}`);
    const unexpected = this.host.stderr.filter((line) => !line.startsWith(EXPECTED_ERROR_PREFIX));
    assert.deepEqual(unexpected, [], "the provider process printed unexpected errors");
    this.assertSafeToShow("what the process printed", this.host.stdout.join("\n"));
  }

  /** A group with another program's mark, an unmarked one, and one with a copied mark. */
  async #placeBystanders(): Promise<void> {
    const room = { type: "Public", name: "Theirs", ownerAccount: "carol" } as const;
    await this.host.inRun("theirs").create({ ...room, groupId: "theirs", ...foreignOwner("theirs") });
    for (const groupId of ["unmarked", "copied"]) this.app.create({ ...room, groupId });
    this.app.setAttributes("copied", this.app.attributes("theirs"));
    this.#bystanders = this.app.groups();
  }
}

function node(): { node?: string } {
  const other = process.env["TEST_NODE"];
  return other === undefined ? {} : { node: other };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
