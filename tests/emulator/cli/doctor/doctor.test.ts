import assert from "node:assert/strict";
import { run } from "../../../../cli/run";
import { DEFAULT_APP } from "../../../../emulator";
import { readPage, tableUnder } from "../../../unit/docs/support/pages";
import { captured } from "../io";
import { Setup } from "./setup";

const ownerField = "pulumi_owner";

describe("tencent-chat doctor", () => {
  let setup: Setup;
  const writes = () =>
    setup.emulator.journal
      .entries()
      .map(({ api }) => api)
      .filter((api) => !/^get_/.test(api));

  beforeEach(async () => {
    setup = await Setup.create({ apps: [{ ...DEFAULT_APP, customFieldKeys: [ownerField] }] });
  });
  afterEach(() => setup.close());

  it("finds nothing wrong with an empty app, and says what only a write could tell", async () => {
    const { code, checks } = await setup.checks();
    assert.equal(code, 0);
    assert.deepEqual(
      checks.map(({ id, status }) => `${id} ${status}`),
      [
        ...["variables ok", "app ok", "key ok", "admin ok", "service ok"],
        ...["proxy ok", "dns ok", "tcp ok", "tls ok", "clock ok", "access ok", "groups ok"],
        ...["attributes unknown", "counters unknown", "communities unknown", "topics unknown", "bans unknown"],
        ...["accountDeletion unknown", "cli ok", "program ok", "package ok", "sdk ok"],
      ],
    );
    for (const check of checks)
      assert.ok(Object.keys(check).every((name) => ["id", "status", "text", "advice"].includes(name)));
  });

  it("finds the features of the plan by reading groups, and writes nothing", async () => {
    setup.app.create({ groupId: "plain", type: "Public", name: "Plain", customFields: { [ownerField]: "a mark" } });
    setup.app.create({ groupId: "room", type: "AVChatRoom", name: "Room" });
    setup.app.create({ groupId: "@TGS#_town", type: "Community", name: "Town", supportTopic: 1 });
    const { code, checks } = await setup.checks({ TENCENT_CHAT_OWNER_FIELD: ownerField });
    const status = Object.fromEntries(checks.map((check) => [check.id, check.status]));
    assert.equal(code, 0);
    for (const id of ["attributes", "ownerField", "counters", "communities", "topics", "bans"])
      assert.equal(status[id], "ok", id);
    assert.equal(status["accountDeletion"], "unknown");
    assert.deepEqual(writes(), []);
  });

  it("has the checks that docs/guides/doctor.md lists, in their order", async () => {
    const { checks } = await setup.checks({ TENCENT_CHAT_OWNER_FIELD: ownerField });
    const page = readPage("docs/guides/doctor.md");
    const listed = tableUnder(page, "## What it checks").map(([id = ""]) => id.replaceAll("`", ""));
    assert.deepEqual(["Id", ...checks.map(({ id }) => id)], listed);
  });

  it("says where each setting comes from, and does not print the key", async () => {
    const { out } = await setup.doctor();
    assert.match(out, /^ok {7}app +1400000000, from TENCENT_CHAT_SDK_APP_ID$/m);
    assert.match(out, /^ok {7}service +endpoint http:\/\/127\.0\.0\.1:\d+, from TENCENT_CHAT_ENDPOINT$/m);
    assert.match(out, /^0 problems, 0 warnings$/m);
    assert.ok(!out.includes(DEFAULT_APP.secretKey));
  });

  it("skips what depends on a problem, and still looks at the folder", async () => {
    const { code, checks } = await setup.checks({
      TENCENT_CHAT_ENDPOINT: `http://127.0.0.1:${await setup.freePort()}`,
    });
    const status = Object.fromEntries(checks.map((check) => [check.id, check.status]));
    assert.equal(code, 1);
    assert.deepEqual(
      ["dns", "tcp", "tls", "access", "attributes", "cli"].map((id) => status[id]),
      ["ok", "problem", "skipped", "skipped", "skipped", "ok"],
    );
    assert.match(checks.find(({ id }) => id === "access")?.text ?? "", /first solve the problem of "tcp"/);
  });

  it("colours its output on a terminal, unless NO_COLOR is set", async () => {
    const outputs = ["", "1"].map(async (NO_COLOR) => {
      const { io, written } = captured({ ...setup.env, NO_COLOR });
      await run(["doctor", "--cwd", setup.folder], { ...io, columns: 100 });
      return written.out;
    });
    const [colored = "", plain = ""] = await Promise.all(outputs);
    assert.ok(colored.includes("\u001b[32mok"));
    assert.ok(!plain.includes("\u001b"));
  });

  it("checks the proxy that the client uses, in place of the service", async () => {
    const port = await setup.serveProxy(await setup.serveTls());
    const before = process.env["https_proxy"];
    // The client's library reads the variables of the process.
    process.env["https_proxy"] = `http://user:hunter2@127.0.0.1:${port}`;
    try {
      const { checks, out } = await setup.checks({
        TENCENT_CHAT_ENDPOINT: "https://chat.example.invalid",
        TENCENT_CHAT_SECRET_KEY: "a".repeat(64),
      });
      const text = (id: string) => checks.find((check) => check.id === id)?.text ?? "";
      assert.match(text("proxy"), new RegExp(`^http://127.0.0.1:${port}, for all calls`));
      assert.match(text("tcp"), new RegExp(`port ${port}$`));
      assert.match(text("access"), /certificate is not trusted/);
      assert.ok(!out.includes("hunter2"));
    } finally {
      if (before === undefined) delete process.env["https_proxy"];
      else process.env["https_proxy"] = before;
    }
  });

  it("refuses an unknown option with exit code 2", async () => {
    assert.equal((await setup.doctor({}, "--jsn")).code, 2);
  });
});
