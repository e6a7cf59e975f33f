import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate for this machine, with its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** The file that clients must trust. */
  readonly file: string;
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 90;

/** Returns the certificate in a folder. Creates one if there is none, or if it ends within a day: clients can go on trusting the file. */
export async function certificateIn(folder: string): Promise<Certificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "cert.pem");
  const keyFile = join(folder, "key.pem");
  if (existsSync(file) && existsSync(keyFile)) {
    const cert = readFileSync(file, "utf8");
    if (Date.parse(new X509Certificate(cert).validTo) > Date.now() + DAY_MS)
      return { cert, key: readFileSync(keyFile, "utf8"), file };
  }
  const { generate } = await import("selfsigned");
  const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(file, cert);
  return { cert, key, file };
}
