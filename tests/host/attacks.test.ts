import assert from "node:assert/strict";
import { failureOf, GroupHost, type Kept } from "./support/groups";

const dev = "acme/chat/dev";
const prod = "acme/chat/prod";

/** What a client can write where the owner mark is, given the marks that it can see. */
interface Marks {
  /** Of the group itself. */
  readonly own: string;
  /** Of another group of the same stack. */
  readonly sibling: string;
  /** Of a group of another stack. */
  readonly foreign: string;
}

const attacks: Readonly<Record<string, (marks: Marks) => string | undefined>> = {
  "a wiped mark": () => undefined,
  "a mark copied from another group of the same stack": ({ sibling }) => sibling,
  "a mark copied from another stack's group": ({ foreign }) => foreign,
  "a forged mark of another stack": ({ own }) => JSON.stringify({ ...JSON.parse(own), s: prod }),
  "a forged signature": ({ own }) => JSON.stringify({ ...JSON.parse(own), h: "A".repeat(22) }),
  "a mark cut short": ({ own }) => own.slice(0, -4),
  "a mark in capitals": ({ own }) => own.toUpperCase(),
  "a mark of 4,000 bytes": ({ own }) => `${own}${" ".repeat(4000 - own.length)}`,
  "something that is no JSON": () => "null",
};

describe("an owner mark under attack", () => {
  let bench: GroupHost;
  let count = 0;
  let ahead = 0;
  let sibling: Kept;
  let foreign: Kept;
  const app = () => bench.emulator.app();
  const markOf = (id: string) => app().attributes(id)["pulumi"];
  const write = (id: string, mark: string | undefined) =>
    app().setAttributes(id, mark === undefined ? {} : { pulumi: mark });
  const attack = (id: string, how: (marks: Marks) => string | undefined) =>
    write(
      id,
      how({ own: String(markOf(id)), sibling: String(markOf(sibling.id)), foreign: String(markOf(foreign.id)) }),
    );
  const make = (groupId: string | undefined, stack = dev, more: object = {}) => {
    count += 1;
    const id = groupId !== undefined && { groupId };
    return bench.make({ type: "Public", name: "Room", managedBy: `${stack}/room-${count}`, ...id, ...more });
  };
  const again = ({ inputs }: Kept) => bench.make(inputs);

  before(async () => {
    bench = await GroupHost.start({
      emulator: { rateLimit: false, clock: { now: () => Date.now() + ahead } },
    });
    sibling = await make("sibling");
    foreign = await make("foreign", prod);
    app().create({ groupId: "lobby", type: "Public", name: "Lobby" });
  });
  afterEach(() => {
    const disbanded = app().disbanded();
    for (const id of [sibling.id, foreign.id, "lobby"]) assert.ok(!disbanded.includes(id), `${id} was disbanded`);
  });
  after(() => bench.stop());

  /** Resolves when the process has printed it. */
  async function said(text: RegExp): Promise<void> {
    while (!bench.host.stdout.some((line) => text.test(line))) await new Promise(setImmediate);
  }

  for (const [what, how] of Object.entries(attacks)) {
    describe(what, () => {
      it("does not keep a group from being disbanded", async () => {
        for (const groupId of [`own-${count}`, undefined]) {
          const kept = await make(groupId);
          attack(kept.id, how);
          await bench.delete(kept);
          assert.equal(app().group(kept.id), undefined);
        }
      });

      it("that comes between our read and our disband changes nothing", async () => {
        const kept = await make(`own-${count}`);
        const attacked = bench.emulator.journal
          .next({ api: "get_group_attr", groupId: kept.id })
          .then(() => attack(kept.id, how));
        await bench.delete(kept);
        await attacked;
        assert.equal(app().group(kept.id), undefined);
      });

      it("is written over by a refresh, which says so", async () => {
        const kept = await make(`own-${count}`);
        const good = markOf(kept.id);
        attack(kept.id, how);
        const { id } = await bench.host.read(kept.id, kept.outputs);
        assert.equal(id, kept.id);
        assert.equal(markOf(kept.id), good);
        await said(new RegExp(`owner mark of the group ${kept.id} .*(missing|not valid): it is written again`));
        await bench.delete(kept);
      });

      it("is written over by an update", async () => {
        const kept = await make(`own-${count}`);
        const good = markOf(kept.id);
        attack(kept.id, how);
        const changed = await bench.change(kept, { name: "Other" });
        assert.equal(markOf(kept.id), good);
        await bench.delete(changed);
      });

      it("lets nobody take over a group of a chosen id without a state, and says how to", async () => {
        const kept = await make(`own-${count}`);
        attack(kept.id, how);
        const before = app().group(kept.id);
        const { message } = await failureOf(again(kept));
        assert.match(message, /Refused to take over the group own-.*Nothing was changed.*adopt: "always"/s);
        assert.deepEqual(app().group(kept.id), before);
        await bench.delete(kept);
      });

      it("does not keep a group of a derived id from being found again without a state", async () => {
        const kept = await make(undefined);
        attack(kept.id, how);
        await bench.delete(await again(kept));
        assert.equal(app().group(kept.id), undefined);
      });

      it("makes no foreign group ours, neither for a create nor for a destroy", async () => {
        const kept = await make(`reused-${count}`);
        const own = String(markOf(kept.id));
        app().disband(kept.id);
        ahead += 5_000;
        app().create({ groupId: kept.id, type: "Public", name: "Theirs" });
        const mark = how({ own, sibling: String(markOf(sibling.id)), foreign: String(markOf(foreign.id)) });
        write(kept.id, mark);
        const before = app().group(kept.id);
        assert.match((await failureOf(bench.delete(kept))).message, /Refused to disband.*made at another time/s);
        assert.match((await failureOf(again(kept))).message, /Refused to take over/);
        assert.match((await failureOf(bench.change(kept, { name: "Mine" }))).message, /Refused to update/);
        assert.deepEqual(app().group(kept.id), before);
      });
    });
  }

  for (const target of ["lobby", "foreign"]) {
    it(`of ours, copied onto ${target}, does not make it ours`, async () => {
      const before = app().group(target)?.attributes["pulumi"];
      write(target, markOf(sibling.id));
      const { message } = await failureOf(make(target));
      assert.match(message, /Refused to take over the group .*does not verify/s);
      write(target, before);
    });
  }

  describe("an older mark of the same group, by a stack that had it before", () => {
    let theirs: Kept;
    let ours: Kept;
    let id: string;

    beforeEach(async () => {
      id = `aged-${count}`;
      theirs = await make(id, prod);
      const old = markOf(id);
      ours = await make(id, dev, { adopt: "always" });
      write(id, old);
    });

    it("stops the destroy, with the owner and the way out, and the way out works", async () => {
      const { message } = await failureOf(bench.delete(ours));
      assert.match(message, /Refused to disband .*resource room-\d+ of stack acme\/chat\/prod.*adopt: "always"/s);
      const updated = await bench.change(ours, { name: "Ours" });
      await failureOf(bench.delete(theirs));
      await bench.delete(updated);
      assert.equal(app().group(id), undefined);
    });

    it("is told by a refresh, and left alone", async () => {
      const before = markOf(id);
      const read = await bench.host.read(id, ours.outputs);
      assert.equal(read.id, id);
      assert.equal(markOf(id), before);
      await said(
        new RegExp(`warning: The group ${id} .*carries the owner mark of resource room-\\d+ of stack acme/chat/prod`),
      );
    });

    it("lets nobody else take it over", async () => {
      const { message } = await failureOf(make(id, "acme/chat/third"));
      assert.match(message, /belongs to resource room-\d+ of stack acme\/chat\/prod/);
    });
  });

  it("wiped after a refresh had seen another stack's does not make the group ours", async () => {
    const ours = await make("lost");
    app().disband("lost");
    ahead += 5_000;
    await make("lost", prod);
    const { id, props } = await bench.host.read("lost", ours.outputs);
    write("lost", undefined);
    const { message } = await failureOf(bench.host.delete(id, props));
    assert.match(message, /Refused to disband .*made at another time/s);
    assert.ok(app().group("lost"));
  });
});
