import { endpointUrl, isLoopback } from "./options";
import { backupDomains, type Region, regionDomains } from "./regions";

const official: ReadonlySet<string> = new Set([...Object.values(regionDomains), ...Object.values(backupDomains)]);

/**
 * Which service a client with these options talks to: "tencent" for every region and every official domain (which of them
 * an app is served by, its SDKAppID decides), "loopback" for this machine whatever the port, else the host's name in lower
 * case. A group id means something within one service only.
 *
 * @param options.endpoint wins over `region`, as in the client's options
 * @throws OptionError when `endpoint` is no http or https URL
 * @example serviceOf({ region: "singapore" }) // "tencent"
 * @example serviceOf({ endpoint: "http://127.0.0.1:8080" }) // "loopback"
 * @example serviceOf({ endpoint: "https://chat.example.com/api" }) // "chat.example.com"
 */
export function serviceOf({ endpoint }: { region?: Region | undefined; endpoint?: string | undefined }): string {
  if (endpoint === undefined) return "tencent";
  // A final dot names the same host.
  const host = endpointUrl(endpoint).hostname.replace(/\.$/, "");
  if (official.has(host)) return "tencent";
  return isLoopback(host) ? "loopback" : host;
}
