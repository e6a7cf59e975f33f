import { run } from "../../../cli/run";
import { type AppHandle, type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";
import { markKey, writeMark } from "../../../provider/ownership/mark";
import { captured } from "./io";

export const ours = "8a4f3c1e-5b7d-4e2a-9c60-1f2e3d4c5b6a";
export const theirs = "11111111-2222-4333-8444-555555555555";
export const stack = "acme/chat/dev";

export interface MarkedBy {
  readonly identity?: string;
  readonly stack?: string;
  readonly name?: string;
  readonly expires?: number;
  readonly persist?: boolean;
  readonly key?: string;
}

/** An emulated app, and the command in this process. */
export class CommandApp {
  static async start(options: EmulatorOptions = {}): Promise<CommandApp> {
    return new CommandApp(await startEmulator({ rateLimit: false, ...options }));
  }

  private constructor(readonly emulator: Emulator) {}

  get app(): AppHandle {
    return this.emulator.app();
  }

  /** Creates a group, with an owner mark if `by` is given. */
  create(groupId: string, by?: MarkedBy, more: Partial<Parameters<AppHandle["create"]>[0]> = {}): void {
    const { createTime } = this.app.create({ groupId, type: "Public", name: "Room", ...more });
    if (by !== undefined) this.mark(groupId, createTime, by);
  }

  mark(groupId: string, createTime: number, by: MarkedBy): void {
    const owner = { identity: by.identity ?? ours, stack: by.stack ?? stack, name: by.name ?? groupId };
    const secretKey = by.key ?? String(this.emulator.env()["TENCENT_CHAT_SECRET_KEY"]);
    const binding = { sdkAppId: this.app.sdkAppId, groupId, secretKey, createTime };
    const mark = writeMark({ owner, expires: by.expires, persist: by.persist }, binding);
    this.app.setAttributes(groupId, { [markKey]: mark });
  }

  /** Runs the command, and returns what it printed and its exit code. */
  async run(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) {
    const { io, written } = captured({ PATH: process.env["PATH"], ...this.emulator.env(), ...env });
    const code = await run(args, io);
    return { code, ...written };
  }

  /** Runs the command with `--json`, and returns the lines. */
  async json(command: string, ...args: readonly string[]) {
    const { code, out, err } = await this.run([command, "--json", ...args]);
    const lines = out
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return { code, lines, err };
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}
