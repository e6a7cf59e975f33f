import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What `pulumi stack init --secrets-provider` takes. */
export const secretsProvider = "hashivault://tests";

let server: Promise<Server> | undefined;

/**
 * Starts a stand-in for HashiCorp Vault, once in this process, and returns the variables by which the CLI finds it. It wraps the key of
 * a stack without encrypting it. With a passphrase, every command would derive that key again, in a quarter of a second.
 */
export async function keyServiceEnv(): Promise<Readonly<Record<string, string>>> {
  server ??= start();
  const { port } = (await server).address() as AddressInfo;
  return { VAULT_SERVER_URL: `http://127.0.0.1:${port}`, VAULT_SERVER_TOKEN: "a token for tests" };
}

const prefix = "vault:v1:";

function start(): Promise<Server> {
  const created = createServer(async (request, response) => {
    const { plaintext, ciphertext = "" } = (await json(request)) as { plaintext?: string; ciphertext?: string };
    const isEncrypt = request.url?.startsWith("/v1/transit/encrypt/") === true;
    const data = isEncrypt ? { ciphertext: `${prefix}${plaintext}` } : { plaintext: ciphertext.slice(prefix.length) };
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ data }));
  });
  // It ends with the process.
  created.unref();
  return new Promise((resolve) => created.listen(0, "127.0.0.1", () => resolve(created)));
}
