import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ChatClient } from "../../../chat";
import * as sdk from "../../../sdk";
import { coveragePage } from "./page";
import { uses } from "./uses";

const page = path.resolve(__dirname, "../../../docs/coverage.md");

/** `family.method` of every API family that a client has. */
function methods(): string[] {
  const client = new ChatClient({ sdkAppId: 1, secretKey: "a-key-of-nobody" });
  const families = Object.entries(client).filter(([, value]) => typeof value === "object");
  client.close();
  return families.flatMap(([name, family]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(family))
      .filter((method) => method !== "constructor")
      .map((method) => `${name}.${method}`),
  );
}

describe("docs/coverage.md", () => {
  it("names every method of the client, and no other", () => {
    const named = Object.values(uses).flatMap(({ client }) => client);
    assert.deepEqual([...new Set(named)].sort(), methods().sort());
  });

  it("names every resource and function of the package", () => {
    const named = new Set(
      Object.values(uses).flatMap(({ resources = [], functions = [] }) => [...resources, ...functions]),
    );
    // A provider has no API of its own, and `getGroupOutput` is another form of `getGroup`.
    const others = /^(Provider|.*Output)$/;
    const exported = Object.entries(sdk).filter(([name, value]) => typeof value === "function" && !others.test(name));
    assert.deepEqual(
      exported.map(([name]) => name).filter((name) => !named.has(name)),
      [],
    );
  });

  it("is what the code says (written by COVERAGE_WRITE=1 npm run test:unit)", () => {
    if (process.env["COVERAGE_WRITE"]) writeFileSync(page, coveragePage());
    assert.equal(readFileSync(page, "utf8"), coveragePage());
  });
});
