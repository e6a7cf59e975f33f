import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { type Emulator, startEmulator } from "../../../emulator";
import { EngineResource } from "../faults/engineResource";
import { type Args, providerText, type Subject, withoutInternal } from "../faults/subjects/subject";
import { HostError } from "../support/errors";
import { Host } from "../support/host";
import type { Mutation } from "./mutations";
import { MutatingProxy } from "./proxy";

const DEADLINE_SECONDS = 3;
/** The machine may be busy. An operation that hangs takes much longer. */
const TOLERANCE_MS = 7000;
/** An answer of 2 MB is the longest that the client reads. */
const MOST_MEMORY_MB = 600;

/** Lifecycles of resources of one kind with mutated answers, one after the other, in one provider process. */
export class Lifecycles {
  static async start(subject: Subject): Promise<Lifecycles> {
    const emulator = await startEmulator({ maxChatbots: Number.POSITIVE_INFINITY });
    emulator.app().importAccounts("alice", "bob", "carol", "dave");
    const proxy = await MutatingProxy.start(emulator.url);
    const deadline = { TENCENT_CHAT_DEADLINE_SECONDS: String(DEADLINE_SECONDS) };
    const env = { ...emulator.env(), TENCENT_CHAT_ENDPOINT: proxy.url, ...deadline };
    const host = await Host.start({ provider: providerText(subject.kind), env });
    return new Lifecycles(emulator, proxy, host, subject);
  }

  #count = 0;

  private constructor(
    readonly emulator: Emulator,
    readonly proxy: MutatingProxy,
    readonly host: Host,
    readonly subject: Subject,
  ) {}

  /** The APIs that such a lifecycle calls. */
  async apis(): Promise<readonly string[]> {
    await this.live(undefined);
    return [...new Set(this.emulator.journal.entries().map(({ api }) => api))];
  }

  /** Up, refresh, update and destroy with the mutation, with any outcome; then all of them again without it. */
  async live(mutation: Mutation | undefined): Promise<void> {
    this.#count += 1;
    const resource = new EngineResource(this.host);
    const name = `fuzz-${this.#count}`;
    const { subject } = this;
    const app = this.emulator.app();
    subject.createParent?.(app, name);
    // An incomplete answer can make the state forget a child, and afterwards nothing proves that it is ours.
    const args = { ...subject.args(name), adopt: "always", __managedBy: `acme/chat/dev/${name}` };
    const changed = { ...args, ...subject.changes(name) };
    const inputs = await resource.checkedInputs(args);
    const foreign = subject.foreign?.(app, inputs);
    const exists = () => subject.exists(app, inputs);
    const survive = async (work: () => Promise<void>) => {
      const wasKept = resource.state !== undefined;
      await this.#survives(work, inputs);
      if (subject.kind !== "Group") return;
      assert.ok(!wasKept || resource.state !== undefined || !exists(), "an existing group was dropped from the state");
    };

    this.proxy.use(mutation);
    await survive(() => resource.up(args));
    await survive(() => resource.refresh());
    await survive(() => resource.up(changed));
    await survive(() => resource.refresh());
    await survive(() => resource.destroy());

    this.proxy.use(undefined);
    // A delete that failed after its effect is one case that only a refresh sees.
    await resource.refresh();
    // A refresh with an incomplete answer has forgotten the rest: the first program declares all of it.
    await resource.up(args);
    await resource.up(changed);
    const declared = await resource.checkedInputs(changed);
    assert.deepEqual(withoutInternal(subject.actual(app, declared)), withoutInternal(declared));
    await resource.destroy();
    assert.ok(!exists(), "it still exists");
    assert.deepEqual(subject.foreign?.(app, inputs), foreign, "foreign objects have changed");
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
    assert.deepEqual(unexpected, [], "the process printed unexpected errors");
  }

  /** The operation may fail, but only with the provider's own message and in time. */
  async #survives(work: () => Promise<void>, inputs: Args): Promise<void> {
    const started = performance.now();
    const failure = await work().then(
      () => undefined,
      (error: unknown) => error,
    );
    const elapsed = performance.now() - started;
    assert.ok(elapsed < DEADLINE_SECONDS * 1000 + TOLERANCE_MS, `it took ${Math.round(elapsed)} ms`);
    if (failure === undefined) return;
    assert.ok(failure instanceof HostError, `an unexpected failure: ${String(failure)}`);
    const { groupId, account } = this.subject.faultFilter(inputs);
    assert.ok(
      failure.message.includes(String(groupId ?? account)),
      `it does not name the resource: ${failure.message}`,
    );
    assert.ok(failure.message.length < 3000, `a message of ${failure.message.length} characters`);
    assert.doesNotMatch(failure.message, /This is a defect/);
  }
}
