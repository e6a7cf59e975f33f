import type { IncomingMessage, ServerResponse } from "node:http";
import { accessProblemOf, type ControlApi } from "./control/router";
import { isPagePath, sendPageFile } from "./page/page";
import type { Pages } from "./wire/server";

/** The page at `GET /`, and the control API under its prefix. */
export function pagesOf(control: ControlApi, allowedHosts: readonly string[]): Pages {
  return {
    covers: (method, path) => control.covers(path) || (method === "GET" && isPagePath(path)),
    serve: async (request: IncomingMessage, response: ServerResponse, path: string) => {
      if (control.covers(path)) return control.serve(request, response);
      const problem = accessProblemOf(request, allowedHosts);
      if (problem === undefined) sendPageFile(path, response);
      else response.writeHead(403, { "Content-Type": "text/plain; charset=utf-8" }).end(`${problem}\n`);
    },
  };
}
