import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Check } from "../../../../cli/commands/doctor/check";
import { run } from "../../../../cli/run";
import { type AppHandle, type Emulator, type EmulatorOptions, startEmulator } from "../../../../emulator";
import { certificate, key } from "../../../unit/chat/support/certificate";
import { captured } from "../io";

export type Env = Readonly<Record<string, string | undefined>>;

/** A set-up in which everything works: an emulated app, a program with its packages, and a Pulumi CLI. */
export class Setup {
  static async create(options: EmulatorOptions = {}): Promise<Setup> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-doctor-"));
    const setup = new Setup(folder, await startEmulator({ rateLimit: false, ...options }));
    await setup.write("Pulumi.yaml", "name: chat-rooms\nruntime: nodejs\n");
    await setup.install("pulumi-tencent-chat", {
      version: "0.1.0",
      peerDependencies: { "@pulumi/pulumi": "^3.216.0" },
    });
    await setup.install("@pulumi/pulumi", { version: "3.248.0" });
    await setup.write("bin/pulumi", "#!/bin/sh\necho v3.259.0\n", 0o755);
    return setup;
  }

  readonly #servers: Server[] = [];

  private constructor(
    readonly folder: string,
    readonly emulator: Emulator,
  ) {}

  get app(): AppHandle {
    return this.emulator.app();
  }

  get env(): Env {
    return { ...this.emulator.env(), PATH: `${path.join(this.folder, "bin")}:/usr/bin:/bin` };
  }

  async write(file: string, text: string, mode = 0o644): Promise<void> {
    await mkdir(path.dirname(path.join(this.folder, file)), { recursive: true });
    await writeFile(path.join(this.folder, file), text, { mode });
  }

  install(name: string, manifest: object): Promise<void> {
    return this.write(`node_modules/${name}/package.json`, JSON.stringify({ name, ...manifest }));
  }

  remove(file: string): Promise<void> {
    return rm(path.join(this.folder, file), { recursive: true });
  }

  /** Starts an HTTP server that is not the service. Returns its port. */
  serve(listener: RequestListener): Promise<number> {
    return this.#listen(createServer(listener));
  }

  /** Starts an HTTPS server with a certificate that nobody has signed. */
  serveTls(): Promise<number> {
    return this.#listen(createTlsServer({ cert: certificate, key }));
  }

  /** Starts an HTTP proxy that leads every tunnel to a port of this machine. */
  serveProxy(target: number): Promise<number> {
    const proxy = createServer();
    proxy.on("connect", (_, client) => {
      const tunnel = connect(target, "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
      tunnel.pipe(client).pipe(tunnel);
      for (const end of [tunnel, client]) end.on("error", () => tunnel.destroy());
    });
    return this.#listen(proxy);
  }

  /** A port on which nothing listens. */
  async freePort(): Promise<number> {
    const server = createTcpServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  async doctor(changes: Env = {}, ...options: readonly string[]) {
    const { io, written } = captured({ ...this.env, ...changes });
    const code = await run(["doctor", "--cwd", this.folder, ...options], io);
    return { code, ...written };
  }

  async checks(changes: Env = {}): Promise<{ code: number; checks: readonly Check[]; out: string }> {
    const { code, out } = await this.doctor(changes, "--json");
    return { code, out, checks: (JSON.parse(out) as { checks: readonly Check[] }).checks };
  }

  async close(): Promise<void> {
    for (const server of this.#servers) server.close();
    await this.emulator.close();
    await rm(this.folder, { recursive: true });
  }

  async #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    return listening(server);
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
