import assert from "node:assert/strict";
import { failureOf, foreignOwner, GroupHost, ownedBy, type ResourceState } from "./support/groups";

/** What a client can write in place of the owner mark, given the marks that it can see. */
interface Marks {
  /** Mark of the group itself. */
  readonly own: string;
  /** Mark of another group of the same stack. */
  readonly sibling: string;
  /** Mark of a group of another program. */
  readonly foreign: string;
}

type Attack = (marks: Marks) => string | undefined;

/** They name no other owner: ownership follows from the state. */
const harmless: Readonly<Record<string, Attack>> = {
  "a wiped mark": () => undefined,
  "a mark copied from another group of the same stack": ({ sibling }) => sibling,
  "a forged mark with another stack's name": ({ own }) => JSON.stringify({ ...JSON.parse(own), s: "acme/chat/prod" }),
  "a forged signature": ({ own }) => JSON.stringify({ ...JSON.parse(own), h: "A".repeat(22) }),
  "a truncated mark": ({ own }) => own.slice(0, -4),
  "a mark in upper case": ({ own }) => own.toUpperCase(),
  "a mark of 4,000 bytes": ({ own }) => `${own}${" ".repeat(4000 - own.length)}`,
  "a text that is not a mark": () => "null",
};

/** They name another owner, or may: after a key rotation no mark verifies, so they count as foreign until adopt says otherwise. */
const harmful: Readonly<Record<string, Attack>> = {
  "a mark copied from another program's group": ({ foreign }) => foreign,
  "a forged mark of another program": ({ own }) =>
    JSON.stringify({ ...JSON.parse(own), i: foreignOwner("").__identity }),
  "a mark of a later version": ({ own }) => JSON.stringify({ ...JSON.parse(own), v: 3 }),
};

describe("an owner mark under attack", () => {
  let bench: GroupHost;
  /** Another program, in the same process. */
  let others: GroupHost;
  let count = 0;
  let ahead = 0;
  let sibling: ResourceState;
  let foreign: ResourceState;
  const app = () => bench.emulator.app();
  const markOf = (id: string) => app().attributes(id)["pulumi"];
  const write = (id: string, mark: string | undefined) =>
    app().setAttributes(id, mark === undefined ? {} : { pulumi: mark });
  const attack = (id: string, how: Attack) =>
    write(
      id,
      how({ own: String(markOf(id)), sibling: String(markOf(sibling.id)), foreign: String(markOf(foreign.id)) }),
    );
  const make = (groupId: string | undefined, more: object = {}, by = bench, owner = ownedBy) => {
    count += 1;
    const id = groupId !== undefined && { groupId };
    return by.create({ type: "Public", name: "Room", ...owner(`room-${count}`), ...id, ...more });
  };
  const createForeign = (groupId: string) => make(groupId, {}, others, foreignOwner);
  const again = ({ inputs }: ResourceState) => bench.create(inputs);

  before(async () => {
    bench = await GroupHost.start({
      emulator: { rateLimit: false, clock: { now: () => Date.now() + ahead } },
    });
    others = bench.inRun("theirs");
    sibling = await make("sibling");
    foreign = await createForeign("foreign");
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

  async function refreshed({
    id,
    outputs,
  }: Awaited<ReturnType<typeof make>>): Promise<Readonly<Record<string, unknown>>> {
    const read = await bench.host.read(id, outputs);
    assert.equal(read.id, id);
    return read.props;
  }

  for (const [title, how] of Object.entries(harmless)) {
    describe(title, () => {
      it("does not prevent the disband of a group", async () => {
        for (const groupId of [`own-${count}`, undefined]) {
          const owned = await make(groupId);
          attack(owned.id, how);
          await bench.delete(owned);
          assert.equal(app().group(owned.id), undefined);
        }
      });

      it("that arrives between our read and our disband changes nothing", async () => {
        const owned = await make(`own-${count}`);
        const attacked = bench.emulator.journal
          .next({ api: "get_group_attr", groupId: owned.id })
          .then(() => attack(owned.id, how));
        await bench.delete(owned);
        await attacked;
        assert.equal(app().group(owned.id), undefined);
      });

      it("is reported by a refresh, which writes nothing, and overwritten by the next update", async () => {
        const owned = await make(`own-${count}`);
        const good = markOf(owned.id);
        attack(owned.id, how);
        const attacked = app().group(owned.id);
        const outputs = await refreshed(owned);
        assert.deepEqual(app().group(owned.id), attacked);
        await said(
          new RegExp(`owner mark of the group ${owned.id} .*is missing or outdated: the next .pulumi up. writes`),
        );
        const { changes } = await bench.host.diff(owned.id, outputs, owned.inputs);
        assert.notEqual(changes, "none");
        const updated = await bench.host.update(owned.id, outputs, owned.inputs);
        assert.equal(markOf(owned.id), good);
        assert.deepEqual(await refreshed({ ...owned, outputs: updated.outs }), updated.outs);
        await bench.delete(owned);
      });

      it("is overwritten by an update", async () => {
        const owned = await make(`own-${count}`);
        const good = markOf(owned.id);
        attack(owned.id, how);
        const changed = await bench.update(owned, { name: "Other" });
        assert.equal(markOf(owned.id), good);
        await bench.delete(changed);
      });

      it("prevents the adoption of a group with a chosen id without a state, and the message says what to do", async () => {
        const owned = await make(`own-${count}`);
        attack(owned.id, how);
        const before = app().group(owned.id);
        const { message } = await failureOf(again(owned));
        assert.match(message, /Refused to adopt the group own-.*Nothing was changed.*adopt: "always"/s);
        assert.deepEqual(app().group(owned.id), before);
        await bench.delete(owned);
      });

      it("does not prevent the adoption of a group with a derived id without a state", async () => {
        const owned = await make(undefined);
        attack(owned.id, how);
        await bench.delete(await again(owned));
        assert.equal(app().group(owned.id), undefined);
      });

      it("never makes a foreign group ours, neither at create nor at destroy", async () => {
        const owned = await make(`reused-${count}`);
        const own = String(markOf(owned.id));
        app().disband(owned.id);
        ahead += 5_000;
        app().create({ groupId: owned.id, type: "Public", name: "Theirs" });
        const mark = how({ own, sibling: String(markOf(sibling.id)), foreign: String(markOf(foreign.id)) });
        write(owned.id, mark);
        const before = app().group(owned.id);
        assert.match((await failureOf(bench.delete(owned))).message, /Refused to disband.*created at another time/s);
        assert.match((await failureOf(again(owned))).message, /Refused to adopt/);
        assert.match((await failureOf(bench.update(owned, { name: "Mine" }))).message, /Refused to update/);
        assert.deepEqual(app().group(owned.id), before);
      });
    });
  }

  for (const [title, how] of Object.entries(harmful)) {
    describe(title, () => {
      let owned: ResourceState;
      const refused = /belongs to (resource room-\d+ of stack acme\/chat\/\w+ \(identity 0{8}|an owner whose)/;

      beforeEach(async () => {
        owned = await make(`own-${count}`);
        attack(owned.id, how);
      });

      it("blocks changes and the disband of a group, and says how to continue; that command works", async () => {
        const before = app().group(owned.id);
        const destroyed = await failureOf(bench.delete(owned));
        assert.match(
          destroyed.message,
          /Refused to disband .*Nothing was changed\..*adopt: "always".*pulumi state delete/s,
        );
        assert.match(destroyed.message, refused);
        const updated = await failureOf(bench.update(owned, { name: "Other" }));
        assert.match(updated.message, /Refused to update .*Nothing was changed\..*adopt: "always"/s);
        assert.deepEqual(app().group(owned.id), before);
        const taken = await bench.update(owned, { adopt: "always" });
        assert.equal(JSON.parse(String(markOf(owned.id))).i, ownedBy("").__identity);
        await bench.delete(taken);
        assert.equal(app().group(owned.id), undefined);
      });

      it("stays recorded in the state, even if it is wiped after an update or a refresh has seen it", async () => {
        const { partialFailure } = await failureOf(bench.update(owned, { name: "Other" }));
        const { props } = await bench.host.read(owned.id, owned.outputs);
        await said(new RegExp(`warning: The group ${owned.id} .*belongs to`));
        write(owned.id, undefined);
        for (const state of [partialFailure?.properties ?? {}, props]) {
          assert.ok(state["foreignOwner"]);
          const { message } = await failureOf(bench.host.delete(owned.id, state));
          assert.match(message, refused);
          const read = await bench.host.read(owned.id, state);
          assert.deepEqual(read.props["foreignOwner"], state["foreignOwner"]);
        }
        assert.deepEqual(app().attributes(owned.id), {}, "no provider writes one of our marks");
      });

      it("is forgotten once our own mark is seen again", async () => {
        const { props } = await bench.host.read(owned.id, owned.outputs);
        const again = await bench.update({ ...owned, outputs: props }, { adopt: "always" });
        assert.equal(again.outputs["foreignOwner"], undefined);
        await bench.delete(again);
        assert.equal(app().group(owned.id), undefined);
      });

      it("is left alone by a refresh, which keeps the group in the state", async () => {
        const mark = markOf(owned.id);
        const { id, props } = await bench.host.read(owned.id, owned.outputs);
        assert.equal(id, owned.id);
        assert.equal(props["createTime"], owned.outputs["createTime"]);
        assert.equal(markOf(owned.id), mark);
      });

      it("prevents the adoption of the group without a state, with a chosen and with a derived id", async () => {
        const derived = await make(undefined);
        attack(derived.id, how);
        for (const each of [owned, derived]) {
          const { message } = await failureOf(again(each));
          assert.match(message, /Refused to adopt the group .*Nothing was changed.*adopt: "always"/s);
          assert.match(message, refused);
        }
      });

      it("never makes a foreign group ours", async () => {
        const mark = markOf(owned.id);
        app().disband(owned.id);
        ahead += 5_000;
        app().create({ groupId: owned.id, type: "Public", name: "Theirs" });
        write(owned.id, mark);
        const before = app().group(owned.id);
        assert.match((await failureOf(bench.delete(owned))).message, refused);
        assert.match((await failureOf(again(owned))).message, refused);
        assert.match((await failureOf(bench.update(owned, { name: "Mine" }))).message, refused);
        assert.deepEqual(app().group(owned.id), before);
      });
    });
  }

  for (const target of ["lobby", "foreign"]) {
    it(`of ours, copied onto ${target}, does not make it ours`, async () => {
      const before = app().group(target)?.attributes["pulumi"];
      write(target, markOf(sibling.id));
      const { message } = await failureOf(make(target));
      assert.match(
        message,
        /Refused to adopt the group .*(does not carry the owner mark of this stack|carries an owner mark that does not verify)/s,
      );
      write(target, before);
    });
  }

  describe("an older mark of the same group, by its previous program", () => {
    let former: ResourceState;
    let ours: ResourceState;
    let id: string;

    beforeEach(async () => {
      id = `aged-${count}`;
      former = await createForeign(id);
      const old = markOf(id);
      ours = await make(id, { adopt: "always" });
      write(id, old);
    });

    it("stops the destroy with the owner and what to do, and doing it works", async () => {
      const { message } = await failureOf(bench.delete(ours));
      assert.match(message, /Refused to disband .*resource room-\d+ of stack acme\/chat\/prod.*adopt: "always"/s);
      const updated = await bench.update(ours, { name: "Ours" });
      await failureOf(bench.delete(former));
      await bench.delete(updated);
      assert.equal(app().group(id), undefined);
    });

    it("is reported by a refresh, and left alone", async () => {
      const before = markOf(id);
      const read = await bench.host.read(id, ours.outputs);
      assert.equal(read.id, id);
      assert.equal(markOf(id), before);
      await said(new RegExp(`warning: The group ${id} .*belongs to resource room-\\d+ of stack acme/chat/prod`));
    });

    it("lets no other program adopt it", async () => {
      const third = (name: string) => ({ ...ownedBy(name), __identity: "third" });
      const { message } = await failureOf(make(id, {}, bench.inRun("third"), third));
      assert.match(message, /belongs to resource room-\d+ of stack acme\/chat\/prod/);
    });
  });

  it("wiped after a refresh had seen another program's does not make the group ours", async () => {
    const ours = await make("lost");
    app().disband("lost");
    ahead += 5_000;
    await createForeign("lost");
    const { id, props } = await bench.host.read("lost", ours.outputs);
    write("lost", undefined);
    const { message } = await failureOf(bench.host.delete(id, props));
    assert.match(message, /Refused to disband .*resource room-\d+ of stack acme\/chat\/prod/s);
    assert.ok(app().group("lost"));
  });
});
