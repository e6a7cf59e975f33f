import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";

/** The files of the page, by path. They stand on the control API alone, and load nothing from elsewhere. */
const FILES: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  "/": { name: "index.html", type: "text/html; charset=utf-8" },
  "/page.css": { name: "page.css", type: "text/css; charset=utf-8" },
  "/page.js": { name: "page.js", type: "text/javascript; charset=utf-8" },
};

/** Allows only the page's own files and the control API, so that a group's name can't load or run anything. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function isPagePath(path: string): boolean {
  return Object.hasOwn(FILES, path) || path === "/favicon.ico";
}

export function sendPageFile(path: string, response: ServerResponse): void {
  const file = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (file === undefined) {
    response.writeHead(204).end();
    return;
  }
  const content = readFileSync(join(__dirname, "assets", file.name));
  response
    .writeHead(200, {
      "Content-Type": file.type,
      "Content-Length": content.length,
      "Content-Security-Policy": POLICY,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    })
    .end(content);
}
