import { OperationError } from "../errors";

/** Where a resource is, as its state keeps it. Undefined: for what is read with its id alone. */
export interface AppLocation {
  readonly sdkAppId?: number | undefined;
  /** `tencent` for all official domains, `loopback`, or the host of a proxy. */
  readonly service?: string | undefined;
}

/** Where the settings lead to. */
interface Target {
  readonly sdkAppId: number;
  readonly service: string;
  readonly sameServiceAs: readonly string[];
}

/** What the state of a resource keeps of where it is. */
export function locationOf({ sdkAppId, service }: Target): { readonly sdkAppId: number; readonly service: string } {
  return { sdkAppId, service };
}

/**
 * The service would answer to the credentials of another app, and another service to all, that there is no such group or
 * user: a delete would look like success, and a refresh would drop the resource from the state.
 *
 * @param displayName the words for the resource, such as `group ops-room`
 * @throws OperationError before any call
 */
export function refuseOtherApp(
  operation: "read" | "update" | "disband" | "delete",
  displayName: string,
  { sdkAppId, service }: AppLocation,
  settings: Target,
): void {
  if (isOtherService(service, settings)) throw otherService(operation, displayName, service, settings);
  if (sdkAppId === undefined || sdkAppId === settings.sdkAppId) return;
  throw new OperationError(
    `Refused to ${operation} the ${displayName}: it is in the app with SDKAppID ${sdkAppId}, and the credentials at hand are for ${settings.sdkAppId}. ` +
      "Nothing was changed. Set TENCENT_CHAT_SDK_APP_ID and TENCENT_CHAT_SECRET_KEY (and the region or endpoint) to those of that app, " +
      "and run it again.",
  );
}

/**
 * For a preview: nothing that could be planned for another service would be right, while another app replaces the resource.
 *
 * @throws OperationError
 */
export function refuseOtherService(displayName: string, { service }: AppLocation, settings: Target): void {
  if (isOtherService(service, settings)) throw otherService("update", displayName, service, settings);
}

/** Whether a state is to be written again, though its resource is where it was: it has another name for the same service. */
export function isOutdated({ service }: AppLocation, settings: Target): boolean {
  return service !== settings.service;
}

function isOtherService(known: string | undefined, { service, sameServiceAs }: Target): known is string {
  return known !== undefined && known !== service && !sameServiceAs.includes(known);
}

function otherService(operation: string, displayName: string, known: string, settings: Target): OperationError {
  return new OperationError(
    `Refused to ${operation} the ${displayName}: its state is of ${serviceText(known)}, and the settings name ${serviceText(settings.service)}. ` +
      `Nothing was changed. ${returnAdvice(known)} If both are one service, such as a proxy in front of the other, set ` +
      `TENCENT_CHAT_SAME_SERVICE_AS=${known} and run \`pulumi up\` once.`,
  );
}

function serviceText(service: string): string {
  if (service === "tencent") return "Tencent's own service (an official domain)";
  return service === "loopback" ? "a service on loopback, such as an emulator" : `the service at ${service}`;
}

function returnAdvice(service: string): string {
  return service === "tencent"
    ? "Unset TENCENT_CHAT_ENDPOINT (or tencent-chat:endpoint), and set the region, and run it again."
    : `Set TENCENT_CHAT_ENDPOINT to the URL of ${service === "loopback" ? "that emulator" : service}, and run it again.`;
}
