import { OperationError } from "../errors";
import type { SettingOrigins } from "../settingSources";

/** The app and the service that hold a resource, as its state records them. Undefined for a resource that is read with only its id. */
export interface AppLocation {
  readonly sdkAppId?: number | undefined;
  /** `tencent` for all official domains, `loopback`, or the host of a proxy. */
  readonly service?: string | undefined;
}

/** The app and the service that the settings select. */
interface Target {
  readonly sdkAppId: number;
  readonly service: string;
  readonly sameServiceAs: readonly string[];
  readonly sources: SettingOrigins;
}

/** Returns what the state records of the app and the service. */
export function locationOf({ sdkAppId, service }: Omit<Target, "sources">): {
  readonly sdkAppId: number;
  readonly service: string;
} {
  return { sdkAppId, service };
}

/**
 * Refuses to work on a resource of another app or another service. With the wrong credentials or endpoint, the service
 * would answer that the group or user does not exist: a delete would look like a success, and a refresh would drop the
 * resource from the state.
 *
 * @param displayName of the resource, such as `group ops-room`
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
    `Refused to ${operation} the ${displayName}: it is in the app with SDKAppID ${sdkAppId}, and the credentials are for ${settings.sdkAppId}${fromText(settings.sources.sdkAppId)}. ` +
      "Nothing was changed. Set TENCENT_CHAT_SDK_APP_ID and TENCENT_CHAT_SECRET_KEY (and the region or endpoint) to those of that app, " +
      "and run it again.",
  );
}

/**
 * Refuses to plan an update for another service: no such plan could be right. (A resource of another app is replaced
 * instead.)
 *
 * @throws OperationError
 */
export function refuseOtherService(displayName: string, { service }: AppLocation, settings: Target): void {
  if (isOtherService(service, settings)) throw otherService("update", displayName, service, settings);
}

/** Whether the state must be rewritten because it has another name for the same service. */
export function isStateOutdated({ service }: AppLocation, settings: Target): boolean {
  return service !== settings.service;
}

function isOtherService(known: string | undefined, { service, sameServiceAs }: Target): known is string {
  return known !== undefined && known !== service && !sameServiceAs.includes(known);
}

function otherService(operation: string, displayName: string, known: string, settings: Target): OperationError {
  return new OperationError(
    `Refused to ${operation} the ${displayName}: its state belongs to ${serviceText(known)}, and the settings select ${serviceText(settings.service)}${fromText(sourceOfService(settings))}. ` +
      `Nothing was changed. ${recoveryAdvice(known, settings)} If both are the same service, such as a proxy in front of the other, set ` +
      `TENCENT_CHAT_SAME_SERVICE_AS=${known} and run \`pulumi up\` once.`,
  );
}

function serviceText(service: string): string {
  if (service === "tencent") return "Tencent's own service (an official domain)";
  return service === "loopback" ? "a service on loopback, such as an emulator" : `the service at ${service}`;
}

function fromText(source: string | undefined): string {
  return source === undefined ? "" : ` (from ${source})`;
}

function sourceOfService({ sources }: Target): string | undefined {
  return sources.endpoint ?? sources.region;
}

function recoveryAdvice(service: string, { sources }: Target): string {
  return service === "tencent"
    ? `Unset ${sources.endpoint ?? "TENCENT_CHAT_ENDPOINT"}, set the region, and run it again.`
    : `Set TENCENT_CHAT_ENDPOINT to the URL of ${service === "loopback" ? "that emulator" : service}, and run it again.`;
}
