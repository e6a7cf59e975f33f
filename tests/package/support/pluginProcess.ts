import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

/** Starts a plugin as the engine does, and returns its schema. Ends the process. */
export async function schemaOf(
  executable: string,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<unknown> {
  const child = spawn(executable, [], { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  try {
    const [port] = await Promise.race([
      once(createInterface(child.stdout), "line"),
      ended.then(([code]) => Promise.reject(new Error(`The plugin ended with ${code} before it printed its port`))),
    ]);
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const response = await new Promise<GetSchemaResponse>((resolve, reject) =>
      client.getSchema(new GetSchemaRequest(), (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    client.close();
    return JSON.parse(response.getSchema());
  } finally {
    child.kill();
    await ended;
  }
}
