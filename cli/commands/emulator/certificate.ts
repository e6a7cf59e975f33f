import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../../commandFailure";

/** A certificate for this machine, with its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** The file that clients must trust. */
  readonly file: string;
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 90;
const NAME = "localhost";
const SUBJECT = `CN=${NAME}`;

/**
 * Returns the certificate in a folder. Creates one if there is none, and replaces one of its own that ends within a day, so that
 * clients can go on trusting the file.
 *
 * @throws CommandFailure if the folder has another certificate that can't be used: it is not overwritten
 */
export async function certificateIn(folder: string): Promise<Certificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "cert.pem");
  const keyFile = join(folder, "key.pem");
  if (existsSync(file) !== existsSync(keyFile))
    throw new CommandFailure(`${folder} has only one of cert.pem and key.pem. Add the other, or give another folder`);
  if (existsSync(file)) {
    const cert = readFileSync(file, "utf8");
    const { validTo, subject, issuer } = parse(cert, file);
    if (Date.parse(validTo) > Date.now() + DAY_MS) return { cert, key: readFileSync(keyFile, "utf8"), file };
    if (subject !== SUBJECT || issuer !== SUBJECT)
      throw new CommandFailure(
        `${file} ends on ${validTo} and was not created here. Replace it, or give another folder`,
      );
  }
  const { generate } = await import("selfsigned");
  const { cert, private: key } = await generate([{ name: "commonName", value: NAME }], {
    keyType: "ec",
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: NAME },
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

function parse(cert: string, file: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch {
    throw new CommandFailure(`${file} is not a certificate in PEM. Replace it, or give another folder`);
  }
}
