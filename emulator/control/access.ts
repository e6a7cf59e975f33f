import { isIP } from "node:net";

/** The parts of a request that show where it comes from. */
export interface Origins {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/**
 * Returns why the page and the control API refuse a request; undefined if they allow it. A web page that someone visits can
 * send requests to this machine too: under its own name (another origin), or under a name of its own that resolves to this
 * machine (DNS rebinding). Addresses and `localhost` can't be rebound, so they are allowed as hosts, and `allowedHosts`.
 */
export function accessProblem(
  { host, origin, fetchSite }: Origins,
  allowedHosts: readonly string[],
): string | undefined {
  const name = nameIn(host ?? "");
  if (!isOwnName(name, allowedHosts))
    return `the host ${JSON.stringify(name.slice(0, 100))} is not allowed: use the emulator's address or localhost, or start it with this name as an allowed host`;
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none")
    return "requests from other web pages are not allowed";
  if (origin !== undefined && authorityOf(origin) !== host?.toLowerCase())
    return "requests from other origins are not allowed";
  return undefined;
}

function isOwnName(name: string, allowedHosts: readonly string[]): boolean {
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  return isIP(name.replace(/^\[|\]$/g, "")) !== 0 || allowedHosts.includes(name);
}

/** Returns the name or address in a Host header, without its port. */
function nameIn(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, "");
}

function authorityOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase())?.[1];
}
