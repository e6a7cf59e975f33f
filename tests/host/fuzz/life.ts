import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { type Emulator, startEmulator } from "../../../emulator";
import { KeptResource } from "../faults/kept";
import { subjects } from "../faults/subjects";
import { providerText } from "../faults/subjects/subject";
import { HostError } from "../support/errors";
import { Host } from "../support/host";
import type { Mutation } from "./mutations";
import { MutatingProxy } from "./proxy";

const DEADLINE_SECONDS = 3;
/** The machine may be busy; what hangs goes on for much longer. */
const TOLERANCE_MS = 7000;
/** An answer of 2 MB is the longest that is read at all. */
const MOST_MEMORY_MB = 600;

/** The lives of groups under changed answers, one after the other, in one provider process. */
export class Lives {
  static async start(): Promise<Lives> {
    const [subject] = subjects;
    assert.ok(subject);
    const emulator = await startEmulator();
    emulator.app().importAccounts("alice", "bob");
    const proxy = await MutatingProxy.start(emulator.url);
    const deadline = { TENCENT_CHAT_DEADLINE_SECONDS: String(DEADLINE_SECONDS) };
    const env = { ...emulator.env(), TENCENT_CHAT_ENDPOINT: proxy.url, ...deadline };
    const host = await Host.start({ provider: providerText(subject.kind), env });
    return new Lives(emulator, proxy, host, subject);
  }

  #count = 0;

  private constructor(
    readonly emulator: Emulator,
    readonly proxy: MutatingProxy,
    readonly host: Host,
    readonly subject: (typeof subjects)[number],
  ) {}

  /** Up, refresh, update and destroy under the mutation, whatever they end in; then up and destroy without. */
  async live(mutation: Mutation): Promise<void> {
    this.#count += 1;
    const resource = new KeptResource(this.host);
    const name = `fuzz-${this.#count}`;
    const args = { ...this.subject.args(name), managedBy: `acme/chat/dev/${name}` };
    const changed = { ...args, ...this.subject.changes(name) };
    const inputs = await resource.checked(args);
    const groupId = String(inputs["groupId"]);
    const exists = () => this.subject.isThere(this.emulator.app(), inputs);
    const survive = async (work: () => Promise<void>) => {
      const wasKept = resource.state !== undefined;
      await this.#survives(work, groupId);
      assert.ok(
        !wasKept || resource.state !== undefined || !exists(),
        "a group that exists was dropped from the state",
      );
    };

    this.proxy.use(mutation);
    await survive(() => resource.up(args));
    await survive(() => resource.refresh());
    await survive(() => resource.up(changed));
    await survive(() => resource.refresh());
    await survive(() => resource.destroy());

    this.proxy.use(undefined);
    await resource.up(changed);
    assert.deepEqual(this.subject.actual(this.emulator.app(), inputs)["name"], Reflect.get(changed, "name"));
    await resource.destroy();
    assert.ok(!exists(), "a group is left");
    assert.ok(this.memoryMb() < MOST_MEMORY_MB, `the process takes ${this.memoryMb()} MB`);
  }

  memoryMb(): number {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(this.host.pid)], { encoding: "utf8" })) / 1024;
  }

  async stop(): Promise<void> {
    await this.host.stop();
    await this.proxy.close();
    await this.emulator.close();
    const unexpected = this.host.stderr.filter((line) => !line.startsWith("pulumi-tencent-chat: "));
    assert.deepEqual(unexpected, [], "the process printed errors of its own");
  }

  /** It may fail, but in words of its own and in time. */
  async #survives(work: () => Promise<void>, groupId: string): Promise<void> {
    const started = performance.now();
    const failure = await work().then(
      () => undefined,
      (error: unknown) => error,
    );
    const elapsed = performance.now() - started;
    assert.ok(elapsed < DEADLINE_SECONDS * 1000 + TOLERANCE_MS, `it took ${Math.round(elapsed)} ms`);
    if (failure === undefined) return;
    assert.ok(failure instanceof HostError, `an unexpected failure: ${String(failure)}`);
    assert.ok(failure.message.includes(groupId), `it does not name the group: ${failure.message}`);
    assert.ok(failure.message.length < 3000, `a message of ${failure.message.length} characters`);
    assert.doesNotMatch(failure.message, /This is a defect/);
  }
}
