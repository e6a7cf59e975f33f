import { endpointUrl, isLoopback } from "./options";
import { backupDomains, type Region, regionDomains } from "./regions";

const official: ReadonlySet<string> = new Set([...Object.values(regionDomains), ...Object.values(backupDomains)]);

/**
 * Returns the service that a client with these options calls: "tencent" for every region and official domain (the
 * SDKAppID decides which of them serves an app), "loopback" for this machine on any port, else the host name in lower case.
 * A group id is unique within one service only.
 *
 * @param options.endpoint takes precedence over `region`, as in the client's options
 * @throws OptionError if `endpoint` is not an http or https URL
 * @example serviceOf({ region: "singapore" }) // "tencent"
 * @example serviceOf({ endpoint: "http://127.0.0.1:8080" }) // "loopback"
 * @example serviceOf({ endpoint: "https://chat.example.com/api" }) // "chat.example.com"
 */
export function serviceOf({ endpoint }: { region?: Region | undefined; endpoint?: string | undefined }): string {
  if (endpoint === undefined) return "tencent";
  // A trailing dot means the same host.
  const host = endpointUrl(endpoint).hostname.replace(/\.$/, "");
  if (official.has(host)) return "tencent";
  return isLoopback(host) ? "loopback" : host;
}
