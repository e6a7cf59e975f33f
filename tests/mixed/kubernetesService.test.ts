import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { Workspace } from "../engine/support/workspace";

/** With the real Kubernetes plugin, which writes the manifests to a folder: no cluster is needed. */
describe("examples/kubernetes-service, with the Kubernetes plugin", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  let manifests: string;
  let foreign: unknown;
  const rooms = () =>
    emulator
      .app()
      .groups()
      .filter(({ name }) => name === "Orders");
  const files = async () =>
    (await readdir(manifests, { recursive: true })).filter((file) => file.endsWith(".yaml")).sort();
  const assertNothingLeft = async () => {
    assert.deepEqual(rooms(), []);
    assert.deepEqual(await files(), []);
    assert.deepEqual(await workspace.resources(), []);
    assert.deepEqual(emulator.app().group("foreign"), foreign);
  };

  before(async () => {
    emulator = await startEmulator();
    manifests = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-manifests-"));
    workspace = await Workspace.create({
      from: "examples/kubernetes-service",
      language: "typescript",
      config: { "kubernetes-service:manifests": manifests },
      env: { ...emulator.env(), PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    });
    foreign = emulator.app().create({ groupId: "foreign", type: "Public", name: "Foreign" });
  });
  after(async () => {
    await workspace?.dispose();
    await emulator?.close();
    await rm(manifests, { recursive: true, force: true });
  });

  it("writes the id of the new room into the manifest of the service", async () => {
    await workspace.up();
    const [room] = rooms();
    const config = (await files()).find((file) => file.includes("configmap")) ?? assert.fail("no ConfigMap");
    assert.match(await readFile(path.join(manifests, config), "utf8"), new RegExp(`CHAT_ROOM_ID: ${room?.groupId}`));
    await workspace.preview({ expectNoChanges: true });
  });

  it("removes the service first and then its room, with one destroy", async () => {
    const { stdout } = await workspace.destroy();
    const deleted = [...stdout.matchAll(/:(Deployment|ConfigMap|Group) orders\S* deleted/g)].map(([, kind]) => kind);
    assert.deepEqual(deleted, ["Deployment", "ConfigMap", "Group"]);
    await assertNothingLeft();
  });

  it("removes the service as well if someone has disbanded the room", async () => {
    await workspace.up();
    const [room] = rooms();
    emulator.app().disband(room?.groupId ?? "");
    await workspace.destroy();
    await assertNothingLeft();
  });
});
