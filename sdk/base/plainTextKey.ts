import * as pulumi from "@pulumi/pulumi";

const secretKey = "tencent-chat:secretKey";

/** @throws RunError when the app's secret key is in the stack's config as plain text: the engine would write it into the state */
export function refusePlainTextKey(): void {
  if (isPlainText(secretKey)) {
    throw new pulumi.RunError(
      `The config ${secretKey} is plain text: it is in the stack's file, and would get into its state. ` +
        `Set it with \`pulumi config set --secret ${secretKey}\`, or in TENCENT_CHAT_SECRET_KEY alone, ` +
        "and make a new key in the Chat console if this one may have been seen.",
    );
  }
}

/**
 * Only the SDK's own store knows which config is secret, for programs of the CLI as for inline ones. The function is
 * internal to the SDK: where it is not there, nothing is known.
 */
function isPlainText(key: string): boolean {
  const runtime: object = pulumi.runtime;
  if (!("isConfigSecret" in runtime) || typeof runtime.isConfigSecret !== "function") return false;
  return pulumi.runtime.allConfig()[key] !== undefined && runtime.isConfigSecret(key) === false;
}
