/** The emulator in a process of its own, so that its processor time and memory are its own. Driven by messages. */
import { startEmulator } from "../../emulator";

export type Order =
  | { readonly kind: "create"; readonly groups: number }
  | { readonly kind: "usage" }
  | { readonly kind: "userSig" };

/** The answer to any order. */
export interface Report {
  readonly userSig: string;
  /** Processor time since the start, in milliseconds. */
  readonly processorMs: number;
  readonly rssBytes: number;
  readonly groups: number;
}

async function main(): Promise<void> {
  const emulator = await startEmulator({ rateLimit: false });
  process.on("message", (order: Order) => {
    if (order.kind === "create") {
      const app = emulator.app();
      for (let index = 0; index < order.groups; index++)
        app.create({ groupId: `room-${index}`, type: "Public", name: `Room ${index}`, ownerAccount: "alice" });
    }
    const { user, system } = process.cpuUsage();
    process.send?.({
      userSig: emulator.userSig(),
      processorMs: (user + system) / 1000,
      rssBytes: process.memoryUsage.rss(),
      groups: emulator.app().groups().length,
    } satisfies Report);
  });
  process.send?.({ url: emulator.url });
  process.on("disconnect", () => process.exit());
}

void main();
