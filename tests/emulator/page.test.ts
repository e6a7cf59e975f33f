import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Rig } from "./support/rig";

const ASSETS = path.join(__dirname, "..", "..", "emulator", "page", "assets");

describe("the emulator's page", () => {
  const rig = new Rig();

  async function get(target: string, headers: OutgoingHttpHeaders = {}, method = "GET") {
    const outgoing = request({
      host: "127.0.0.1",
      port: rig.emulator.port,
      method,
      path: target,
      headers,
      agent: false,
    });
    const [response] = (await once(outgoing.end(), "response")) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, text: await text(response) };
  }

  it("is a file that runs and loads the page's own files only", async () => {
    const { status, headers, text: html } = await get("/");
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "text/html; charset=utf-8");
    const policy = String(headers["content-security-policy"]).split("; ");
    assert.ok(policy.includes("default-src 'none'") && policy.includes("script-src 'self'"));
    for (const directive of ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "trusted-types 'none'"])
      assert.ok(policy.includes(directive), directive);
    assert.doesNotMatch(policy.join(" "), /unsafe|https?:|data:|\*/);
    assert.doesNotMatch(html, /https?:|<script(?![^>]* src="\/page\/)|<style| on[a-z]+=| style=/);
  });

  it("has the same headers on each of its files, with the right type", async () => {
    const names = readdirSync(ASSETS, { recursive: true, encoding: "utf8" }).filter(
      (name) => path.extname(name) !== "",
    );
    assert.ok(names.length > 10);
    const policy = (await get("/")).headers["content-security-policy"];
    const types: Readonly<Record<string, string>> = {
      ".mjs": "text/javascript",
      ".css": "text/css",
      ".svg": "image/svg+xml",
    };
    for (const name of names.filter((one) => one !== "index.html")) {
      const { status, headers, text: content } = await get(`/page/${name.split(path.sep).join("/")}`);
      assert.equal(status, 200, name);
      assert.ok(String(headers["content-type"]).startsWith(types[path.extname(name)] ?? "unknown"), name);
      assert.equal(headers["content-security-policy"], policy);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(content, readFileSync(path.join(ASSETS, name), "utf8"));
    }
  });

  it("loads nothing from elsewhere and parses no HTML in any of its files", () => {
    for (const name of readdirSync(ASSETS, { recursive: true, encoding: "utf8" })) {
      if (path.extname(name) === "") continue;
      const content = readFileSync(path.join(ASSETS, name), "utf8").replaceAll("http://www.w3.org/2000/svg", "");
      assert.doesNotMatch(
        content,
        /https?:\/\/|@import|url\(|\.innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/,
        name,
      );
    }
  });

  it("serves no other file", async () => {
    const targets = ["/page/", "/page/index.html", "/page/../page.ts", "/page/%2e%2e/page.js", "/page/..%2fpage.js"];
    for (const target of [...targets, "/page//etc/passwd", "/page/__proto__", "/page/main.mjs/", "/favicon.ico"]) {
      const { status, text: content } = await get(target);
      assert.deepEqual([target, status, content], [target, 404, "The page has no such file.\n"]);
    }
  });

  it("is refused under a foreign host name, and for another origin or site", async () => {
    const { port } = rig.emulator;
    const foreign: readonly OutgoingHttpHeaders[] = [
      { host: `evil.example:${port}` },
      { host: "127.0.0.1.evil.example" },
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of foreign) {
      for (const target of ["/", "/page/main.mjs"]) {
        const { status, text: content } = await get(target, headers);
        assert.equal(status, 403, JSON.stringify(headers));
        assert.doesNotMatch(content, /<html|import/);
      }
    }
    const own = { host: `localhost:${port}`, origin: `http://localhost:${port}`, "sec-fetch-site": "same-origin" };
    assert.equal((await get("/", own)).status, 200);
  });

  it("contains nothing of the emulator's contents, and is not recorded in the journal", async () => {
    await rig.create("Public", { GroupId: "ops-room" });
    rig.emulator.journal.clear();
    const { text: html } = await get("/");
    assert.doesNotMatch(html, /ops-room/);
    assert.ok(!html.includes(rig.emulator.apps[0]?.secretKey ?? ""));
    assert.equal(rig.emulator.journal.count(), 0);
  });

  it("leaves paths of the service to the service", async () => {
    const { text: answer } = await get("/v4/group_open_http_svc/destroy_group", {}, "POST");
    assert.equal(JSON.parse(answer).ActionStatus, "FAIL");
    assert.equal((await get("/page/main.mjs", {}, "POST")).headers["content-security-policy"], undefined);
  });
});
