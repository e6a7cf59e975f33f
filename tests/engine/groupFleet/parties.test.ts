import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";
import { idsInService, idsInState, programOf, rooms } from "./fleetBench";

describe("two stacks with fleets that declare the same id", () => {
  let emulator: Emulator;
  let first: Workspace;
  let second: Workspace;
  const shared = () => emulator.app().group("shared");

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    const join = (own: string) =>
      Workspace.create({
        program: programOf(rooms({ groups: { lobby: { groupId: "shared" }, [own]: {} } })),
        env: emulator.env(),
      });
    // The backends are not the same, and the names of the stacks are.
    [first, second] = await Promise.all([join("a"), join("b")]);
  });
  after(async () => {
    await Promise.allSettled([first.dispose(), second.dispose()]);
    await emulator.close();
  });

  it("the second up is refused that one, names the owner, and creates the rest", async () => {
    await first.up();
    const group = shared();
    const { all } = await second.up({ expectCode: "failure" });
    assert.match(
      all,
      /was not created completely: 1 of 2 groups exist\.\s+- Refused to adopt the group shared .* belongs to/,
    );
    assert.deepEqual(shared(), group);
    assert.equal((await idsInState({ workspace: first })).length, 2);
    assert.equal((await idsInState({ workspace: second })).length, 1);
    assert.equal(idsInService({ emulator }).length, 3);
  });

  it("the second destroy leaves it, and the first one disbands it", async () => {
    const group = shared();
    await second.destroy();
    assert.deepEqual(shared(), group);
    assert.deepEqual(idsInService({ emulator }), await idsInState({ workspace: first }));
    await second.up({ expectCode: "failure" });
    const seconds = await idsInState({ workspace: second });
    await first.destroy();
    assert.deepEqual(idsInService({ emulator }), seconds);
    await second.up();
    assert.equal((await idsInState({ workspace: second })).length, 2);
    await second.destroy();
    assert.deepEqual(idsInService({ emulator }), []);
    assert.equal(emulator.journal.count({ api: "destroy_group", groupId: "shared", effect: true }), 2);
  });
});
