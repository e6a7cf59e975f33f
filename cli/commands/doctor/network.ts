import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { getProxyForUrl } from "proxy-from-env";
import { isLoopback } from "../../../chat/options";
import { type Check, ok, problem, type Step, warning } from "./check";

/** How long a connection may take, in milliseconds. */
const timeoutMs = 5000;

interface Address {
  readonly host: string;
  readonly port: number;
  /** What is connected to, for messages. */
  readonly name: string;
}

/** How the service is reached: the proxy, the name, the connection, the certificate. */
export function networkSteps(url: URL, endpointVariable: string): readonly Step[] {
  const proxy = proxyFor(url);
  const address = addressOf(proxy instanceof URL ? proxy : url, proxy instanceof URL ? "the proxy" : "the service");
  const where = proxy instanceof URL ? "HTTPS_PROXY, HTTP_PROXY" : endpointVariable;
  return [
    { ids: ["proxy"], run: async () => [proxyCheck(proxy)] },
    { ids: ["dns"], run: async () => [await dnsCheck(address, where)] },
    { ids: ["tcp"], run: async () => [await tcpCheck(address, where)] },
    { ids: ["tls"], run: async () => [await tlsCheck(url, proxy instanceof URL)] },
  ];
}

/** The proxy that the client uses for this URL: undefined if none, "invalid" if the variable is not a URL. */
function proxyFor(url: URL): URL | "invalid" | undefined {
  const proxy = getProxyForUrl(url.href);
  if (proxy === "") return undefined;
  return URL.canParse(proxy) ? new URL(proxy) : "invalid";
}

function proxyCheck(proxy: URL | "invalid" | undefined): Check {
  if (proxy === "invalid")
    return problem("proxy", "the proxy variable is not a URL", "export HTTPS_PROXY=http://<host>:<port>");
  // Without user name and password.
  return ok(
    "proxy",
    proxy === undefined
      ? "none for this service (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY)"
      : `${proxy.protocol}//${proxy.host}, for all calls: the client respects HTTPS_PROXY and NO_PROXY`,
  );
}

function addressOf({ hostname, port, protocol }: URL, name: string): Address {
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port) || (protocol === "https:" ? 443 : 80), name };
}

async function dnsCheck({ host, name }: Address, where: string): Promise<Check> {
  if (isIP(host) !== 0) return ok("dns", `${host} is an address`);
  try {
    const { address } = await lookup(host);
    return ok("dns", `${host} is ${address}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isUnknown = code === "ENOTFOUND";
    return problem(
      "dns",
      `the host of ${name}, ${host}, ${isUnknown ? "is not known" : "could not be looked up"} (${code})`,
      isUnknown
        ? `check the spelling in ${where}, and that this machine uses the right DNS server`
        : "check the network",
    );
  }
}

async function tcpCheck({ host, port, name }: Address, where: string): Promise<Check> {
  const failure = await failureOf(() => connectTcp({ host, port }), "connect");
  if (failure === undefined) return ok("tcp", `${host} accepts connections on port ${port}`);
  if (failure === "ECONNREFUSED" && isLoopback(isIP(host) === 6 ? `[${host}]` : host))
    return problem(
      "tcp",
      `nothing listens on port ${port} of this machine (${failure}): an emulator that was ended?`,
      `npx tencent-chat emulator --port ${port}, or for the real service: unset ${where}`,
    );
  return problem(
    "tcp",
    `no connection to ${name}, ${host} port ${port} (${failure})`,
    `check ${where}, and that a firewall allows this machine to connect there`,
  );
}

async function tlsCheck(url: URL, isProxied: boolean): Promise<Check> {
  const { host, port } = addressOf(url, "");
  if (url.protocol === "http:")
    return isLoopback(url.hostname)
      ? ok("tls", "none: plain HTTP on this machine")
      : warning("tls", "none: the signature is sent unencrypted to another machine", "use an https:// endpoint");
  if (isProxied) return ok("tls", "through the proxy's tunnel: the call below checks the certificate");
  const servername = isIP(host) === 0 ? host : undefined;
  const failure = await failureOf(
    () => connectTls({ host, port, servername, rejectUnauthorized: true }),
    "secureConnect",
  );
  if (failure === undefined) return ok("tls", `the certificate of ${host} is trusted`);
  return problem("tls", `the certificate of ${host} is not trusted, or it has none (${failure})`, tlsAdvice(failure));
}

function tlsAdvice(code: string): string {
  if (/SELF_SIGNED|UNABLE_TO/.test(code))
    return "if a company proxy or your own gateway signs it: export NODE_EXTRA_CA_CERTS=<file with its CA certificate>";
  if (/EXPIRED|NOT_YET_VALID/.test(code)) return "check the clock of this machine, and renew the certificate";
  if (/ALTNAME/.test(code)) return "the certificate is of another host: check the endpoint";
  return "check that the endpoint speaks HTTPS on this port";
}

/** Opens a connection and closes it. Returns the code of what prevented it. */
async function failureOf(open: () => Socket, event: "connect" | "secureConnect"): Promise<string | undefined> {
  const socket = open();
  try {
    await once(socket, event, { signal: AbortSignal.timeout(timeoutMs) });
    return undefined;
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return name === "AbortError" ? `no answer within ${timeoutMs / 1000} s` : (code ?? name);
  } finally {
    socket.destroy();
  }
}
