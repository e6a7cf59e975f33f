import { OperationError } from "../errors";
import type { OperationContext } from "../handler";

/**
 * The service would answer to the credentials of another app that there is no such group or user: a delete would look
 * like success, and a refresh would drop the resource from the state.
 *
 * @param sdkAppId of the state; undefined for what is read with its id alone
 * @param what the words for the resource, such as `group ops-room`
 */
export function refuseOtherApp(
  doing: "read" | "update" | "disband" | "delete",
  what: string,
  sdkAppId: number | undefined,
  { settings }: OperationContext,
): void {
  if (sdkAppId === undefined || sdkAppId === settings.sdkAppId) return;
  throw new OperationError(
    `Refused to ${doing} the ${what}: it is in the app with SDKAppID ${sdkAppId}, and the credentials at hand are for ${settings.sdkAppId}. ` +
      "Nothing was changed. Set TENCENT_CHAT_SDK_APP_ID and TENCENT_CHAT_SECRET_KEY (and the region or endpoint) to those of that app, " +
      "and run it again.",
  );
}
