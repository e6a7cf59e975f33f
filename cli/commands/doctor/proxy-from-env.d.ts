// proxy-from-env 2.1.0 brings no types. The client's HTTP library chooses its proxy with it.
declare module "proxy-from-env" {
  /** The proxy for a URL by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY; empty if there is none. */
  export function getProxyForUrl(url: string): string;
}
