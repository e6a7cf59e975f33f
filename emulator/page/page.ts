import { readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";

/** The folder of the page's other files, in URLs. */
const PREFIX = "/page/";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Allows only the page's own files and the control API, so that the name of a group can't load or run anything. Trusted types
 * without a policy forbid `innerHTML` and the like altogether.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

let files: ReadonlyMap<string, PageFile> | undefined;

export function isPagePath(path: string): boolean {
  return path === "/" || path === "/favicon.ico" || path.startsWith(PREFIX);
}

/** Answers with a file of the page. They use the control API, and load nothing from elsewhere. */
export function sendPageFile(path: string, response: ServerResponse): void {
  files ??= filesIn(join(__dirname, "assets"));
  const file = files.get(path);
  if (file === undefined) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("The page has no such file.\n");
    return;
  }
  response
    .writeHead(200, {
      "Content-Type": file.type,
      "Content-Length": file.content.length,
      "Content-Security-Policy": POLICY,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    })
    .end(file.content);
}

/** Reads all files, by their path in URLs: only these can be asked for. */
function filesIn(folder: string): ReadonlyMap<string, PageFile> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => extname(name) in TYPES);
  return new Map(
    names.map((name) => {
      const path = name === "index.html" ? "/" : PREFIX + name.split(sep).join("/");
      return [path, { type: TYPES[extname(name)] ?? "", content: readFileSync(join(folder, name)) }];
    }),
  );
}
