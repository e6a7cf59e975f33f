import assert from "node:assert/strict";
import { startEmulator } from "../../../emulator";
import { Control } from "../support/control";
import { Rig } from "../support/rig";

describe("access to the control API", () => {
  const rig = new Rig();
  const control = new Control(() => rig.emulator);
  const own = () => `127.0.0.1:${rig.emulator.port}`;

  for (const [host, status] of [
    ["localhost:1", 200],
    ["LOCALHOST", 200],
    ["emulator.localhost:8080", 200],
    ["127.0.0.1", 200],
    ["[::1]:8080", 200],
    ["192.168.1.7:10010", 200],
    ["attacker.example:10010", 403],
    ["localhost.attacker.example", 403],
    ["127.0.0.1.attacker.example", 403],
  ] as const)
    it(`answers ${status} under the host ${JSON.stringify(host)}`, async () => {
      const { status: found, json } = await control.send("GET", "/health", undefined, { Host: host });
      assert.equal(found, status);
      if (status === 403) assert.match(json.error, /the host .* is not allowed/);
    });

  it("refuses other origins, for reads and writes", async () => {
    rig.emulator.app().create({ groupId: "ops-room", type: "Public", name: "Ops" });
    for (const headers of [
      { Origin: "http://attacker.example" },
      { Origin: "http://127.0.0.1:1" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
    ]) {
      const path = `${control.app}/groups/ops-room`;
      for (const method of ["GET", "DELETE"])
        assert.equal((await control.send(method, path, undefined, headers)).status, 403, JSON.stringify(headers));
      assert.equal((await control.send("GET", "", undefined, headers, "/")).status, 403);
    }
    assert.ok(rig.emulator.app().group("ops-room"));
  });

  it("allows its own origin, and no origin", async () => {
    const headers = { Host: own(), Origin: `http://${own()}`, "Sec-Fetch-Site": "same-origin" };
    assert.equal((await control.send("GET", "/health", undefined, headers)).status, 200);
    assert.equal((await control.send("GET", "/health", undefined, { "Sec-Fetch-Site": "none" })).status, 200);
  });

  it("shows other origins nothing by CORS", async () => {
    const { headers } = await control.send("GET", "/health");
    assert.equal(headers["access-control-allow-origin"], undefined);
    const preflight = await control.send("OPTIONS", "/reset", undefined, { Origin: "http://attacker.example" });
    assert.equal(preflight.status, 403);
  });

  it("takes JSON only, which a form of another page can't send", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const answer = await control.send("POST", "/clock", '{"advance":1}', { "Content-Type": type });
      assert.equal(answer.status, 415, type);
    }
    assert.equal((await control.send("POST", "/clock", '{"advance":1}')).status, 200);
  });

  it("allows further names on request", async () => {
    const emulator = await startEmulator({ allowedHosts: ["Chat-Emulator"] });
    const named = new Control(() => emulator);
    assert.equal((await named.send("GET", "/health", undefined, { Host: "chat-emulator:10010" })).status, 200);
    assert.equal((await named.send("GET", "/health", undefined, { Host: "other" })).status, 403);
    await emulator.close();
  });

  it("refuses a body over the limit, and one that is not a JSON object", async () => {
    const large = JSON.stringify({ userIds: ["x".repeat(2 ** 21)] });
    assert.equal((await control.send("POST", `${control.app}/accounts`, large)).status, 413);
    for (const body of ["{", "[]", "1", '"text"'])
      assert.equal((await control.send("POST", `${control.app}/accounts`, body)).status, 400, body);
  });

  it("names what is wrong with a request", async () => {
    await control.refused(404, /has no \/nothing/, "GET", "/nothing");
    await control.refused(404, /has no/, "GET", "");
    await control.refused(405, /PUT is not possible/, "PUT", "/health");
    await control.refused(405, /POST is not possible/, "POST", "/events");
    assert.equal((await control.send("PUT", "/faults")).headers["allow"], "GET, POST, DELETE");
    await control.refused(400, /limit must be an integer from 1 to 1000/, "GET", "/requests?limit=0");
    await control.refused(400, /unknown field colour/, "GET", "/requests?colour=red");
    await control.refused(400, /limit is given twice/, "GET", "/requests?limit=1&limit=2");
    await control.refused(400, /percent-encoded/, "GET", `${control.app}/groups/%zz`);
    await control.refused(404, /has no app 7/, "GET", "/apps/7/groups");
    await control.refused(400, /positive integer/, "GET", "/apps/x/groups");
  });

  it("is not recorded in the journal, and counts in no rate", async () => {
    for (let call = 0; call < 300; call++) await control.get("/health");
    assert.equal(rig.emulator.journal.count(), 0);
  });
});
