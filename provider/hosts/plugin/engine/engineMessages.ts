import { AsyncLocalStorage } from "node:async_hooks";
import * as grpc from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { printMessage, sendMessagesTo } from "../../engineLog";

const urns = new AsyncLocalStorage<string | undefined>();
/** The engine answers at once; a message is worth no failure. */
const longestWaitMs = 5000;
const pending = new Set<Promise<void>>();

/** Sends messages to the engine, which hides what a plugin prints (newPlugin, 3.259.0). It shows them at their resource. */
export function logToEngine(address: string): void {
  let client: EngineClient | undefined;
  sendMessagesTo((level, text) => {
    client ??= connect(address);
    const sent = send(client, level, text).catch(() => printMessage(level, text));
    pending.add(sent);
    void sent.then(() => pending.delete(sent));
  });
}

/** Answers a call of the engine after the messages about it have arrived: the engine may end the process after its last call. */
export async function withMessages<T>(urn: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await urns.run(urn, work);
  } finally {
    await Promise.all(pending);
  }
}

function connect(address: string): EngineClient {
  // Loaded with the first message: most runs have none.
  const { EngineClient: Client }: typeof import("@pulumi/pulumi/proto/engine_grpc_pb") =
    require("@pulumi/pulumi/proto/engine_grpc_pb");
  return new Client(address, grpc.credentials.createInsecure());
}

function send(client: EngineClient, level: "info" | "warn", text: string): Promise<void> {
  const { LogRequest, LogSeverity }: typeof import("@pulumi/pulumi/proto/engine_pb") =
    require("@pulumi/pulumi/proto/engine_pb");
  const request = new LogRequest()
    .setSeverity(level === "warn" ? LogSeverity.WARNING : LogSeverity.INFO)
    .setMessage(text)
    .setUrn(urns.getStore() ?? "");
  return new Promise((resolve, reject) => {
    client.log(request, new grpc.Metadata(), { deadline: Date.now() + longestWaitMs }, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}
