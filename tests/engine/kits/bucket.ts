import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** What this uses of the package s3rver, which has no types. */
interface S3Server {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}
interface S3ServerOptions {
  readonly address: string;
  readonly port: number;
  readonly silent: boolean;
  readonly directory: string;
  readonly configureBuckets: readonly { readonly name: string; readonly configs: readonly never[] }[];
}

export interface Bucket {
  /** The URL of the backend. */
  readonly url: string;
  /** The access key that the server knows. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A bucket on a local server that speaks the protocol of S3. The server is installed once, into the user's cache. */
export async function startBucket(): Promise<Bucket> {
  const { installedPackage } = await import("../../../tools/lib/testing/npmPackage.mjs");
  const Server: new (options: S3ServerOptions) => S3Server = require(await installedPackage("s3rver", "3.7.1"));
  const directory = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-bucket-"));
  const buckets = [{ name: "states", configs: [] }];
  const server = new Server({ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: buckets });
  const { port } = await server.run();
  const parameters = `endpoint=127.0.0.1:${port}&s3ForcePathStyle=true&disableSSL=true&region=us-east-1`;
  return {
    url: `s3://states?${parameters}`,
    env: { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" },
    close: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
