import * as pulumi from "@pulumi/pulumi";
import { programError } from "./programError";

const secretKey = "tencent-chat:secretKey";

/** Refuses a secret key that is plain text in the stack's config, since the engine would write it into the state. @throws RunError */
export function refusePlainTextKey(): void {
  if (isPlainText(secretKey)) {
    throw programError(
      `The config ${secretKey} is plain text: anyone can read it in the stack's file, and it would be written into the state. ` +
        `Set it with \`pulumi config set --secret ${secretKey}\`, or only in TENCENT_CHAT_SECRET_KEY, ` +
        "and create a new key in the Chat console if someone may have seen this one.",
    );
  }
}

/**
 * Whether a config key is plain text. Only the SDK's own store knows, for CLI programs and inline ones. The function is
 * internal to the SDK: without it, no key is refused.
 */
function isPlainText(key: string): boolean {
  const runtime: object = pulumi.runtime;
  if (!("isConfigSecret" in runtime) || typeof runtime.isConfigSecret !== "function") return false;
  return pulumi.runtime.allConfig()[key] !== undefined && runtime.isConfigSecret(key) === false;
}
