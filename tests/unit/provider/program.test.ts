import assert from "node:assert/strict";
import type { RemoteObject } from "../../../provider/program/declarations";
import { Program } from "../../../provider/program/program";
import { programResource } from "../../../provider/program/resource";
import { here, identity } from "./support/plan";

/** An app of a service. */
type Place = { readonly service: string; readonly sdkAppId: number };
const elsewhere: Place = { ...here, sdkAppId: 1400000002 };

const thing = (key: string): RemoteObject => ({ key, text: `the ${key}`, property: "groupId" });
/** One member of the group `room`, or with `isExclusive` the list of all of them. */
const member = (userId: string): RemoteObject => ({ ...thing(`member ${userId}`), scope: "members of room" });
const allMembers: RemoteObject = { ...thing("members of room"), scope: "members of room", isExclusive: true };

const resource = (name: string) =>
  programResource("Group", { __identity: identity, __managedBy: `acme/chat/dev/${name}` });

/** A program, by what the engine does with its resources. */
class Run {
  readonly program: Program;
  constructor(options?: ConstructorParameters<typeof Program>[0]) {
    this.program = new Program(options);
  }
  /** check with a state that has these things; none: check of a new one. */
  check(name: string, things: readonly RemoteObject[], kept?: readonly RemoteObject[], location: Place = here) {
    return this.program.declare(resource(name), things, kept, location);
  }
  created(name: string): void {
    this.program.finish(resource(name).key, true);
  }
  failed(name: string): void {
    this.program.finish(resource(name).key, false);
  }
  as(name: string, location: Place = here) {
    return this.program.viewFor(resource(name).key, location);
  }
  /** Who has a thing, for the delete of a resource. */
  holder(asking: string, { key }: RemoteObject, location: Place = here): string | undefined {
    return this.as(asking, location).managerOf(key)?.text;
  }
}

const lobby = thing("group lobby");
const annex = thing("group annex");

describe("the name of a resource in a program", () => {
  it("tells kind and name, and the parent where that is not the stack", () => {
    assert.equal(programResource("Group", { __managedBy: "acme/chat/dev/a/b" }).text, 'Group "a/b"');
    const parentUrn = "urn:pulumi:dev::chat::acme:index:Team$acme:index:Room::sales";
    assert.equal(
      programResource("Topic", { __managedBy: "acme/chat/dev/a", __parentUrn: parentUrn }).text,
      'Topic "a" (parent sales)',
    );
  });

  const component = (type: string, name: string) => `urn:pulumi:dev::chat::${type}::${name}`;

  it("differs with kind, name and types of the parents", () => {
    const base = { __managedBy: "acme/chat/dev/a", __parentUrn: component("acme:index:Room", "sales") };
    const keys = [
      programResource("Group", base),
      programResource("Topic", base),
      programResource("Group", { ...base, __managedBy: "acme/chat/dev/b" }),
      programResource("Group", { ...base, __parentUrn: component("acme:index:Hall", "sales") }),
      programResource("Group", { ...base, __parentUrn: component("acme:index:Team$acme:index:Room", "sales") }),
      programResource("Group", { __managedBy: base.__managedBy }),
    ].map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });

  it("differs with nothing else, as URNs do: not with the parent's name, nor the stack's", () => {
    const one = {
      __managedBy: "acme/chat/dev/a",
      __parentUrn: component("acme:index:Room", "sales"),
      groupId: "lobby",
    };
    const other = { __managedBy: "acme/chat/prod/a", __parentUrn: component("acme:index:Room", "support") };
    assert.equal(programResource("Group", one).key, programResource("Group", other).key);
  });
});

describe("two resources of a program", () => {
  it("may not declare one thing: the second check tells the first", () => {
    const run = new Run();
    assert.equal(run.check("a", [lobby]), undefined);
    const conflict = run.check("b", [annex, lobby]);
    assert.equal(conflict?.object.text, lobby.text);
    assert.equal(conflict?.other.text, 'Group "a"');
  });

  it("may have things of one name in two apps, or of two services", () => {
    const run = new Run();
    assert.equal(run.check("a", [lobby]), undefined);
    assert.equal(run.check("b", [lobby], undefined, elsewhere), undefined);
    assert.equal(run.check("c", [lobby], undefined, { ...here, service: "loopback" }), undefined);
  });

  it("may each name members of a group", () => {
    const run = new Run();
    assert.equal(run.check("a", [member("bob")]), undefined);
    assert.equal(run.check("b", [member("carol")]), undefined);
  });

  for (const [what, first, second] of [
    ["a list after a single one", [member("bob")], [allMembers, member("carol")]],
    ["a single one after a list", [allMembers, member("bob")], [member("carol")]],
    ["a single one after an empty list", [allMembers], [member("carol")]],
    ["an empty list after a single one", [member("carol")], [allMembers]],
    ["two lists", [allMembers, member("bob")], [allMembers, member("carol")]],
  ] as const) {
    it(`may not, where one has them all to itself: ${what}`, () => {
      const run = new Run();
      assert.equal(run.check("a", first), undefined);
      assert.equal(run.check("b", second)?.other.text, 'Group "a"');
    });
  }

  it("may exchange what they have: the state of one is no conflict with the other", () => {
    const run = new Run();
    assert.equal(run.check("a", [annex], [lobby]), undefined);
    assert.equal(run.check("b", [lobby], [annex]), undefined);
  });

  it("may be checked again and again, as the engine does with one that it replaces", () => {
    const run = new Run();
    assert.equal(run.check("a", [lobby], [annex]), undefined);
    assert.equal(run.check("a", [lobby]), undefined);
    assert.equal(run.check("a", [annex]), undefined, "and may be given another value");
    assert.equal(run.check("b", [lobby]), undefined, "which frees the one before");
  });
});

describe("a delete", () => {
  it("is of nothing that anybody declares where no program runs", () => {
    const run = new Run();
    assert.equal(run.as("a").isRunning(), false);
    assert.equal(run.holder("a", lobby), undefined);
  });

  it("leaves to another resource what that one has created", () => {
    const run = new Run();
    run.check("new", [lobby]);
    run.created("new");
    assert.equal(run.as("old").isRunning(), true);
    assert.equal(run.holder("old", lobby), 'Group "new"');
    assert.equal(run.holder("old", annex), undefined);
    assert.equal(run.holder("old", lobby, elsewhere), undefined, "in another app it is another thing");
  });

  it("leaves to another resource what that one had already, also where its update fails", () => {
    const run = new Run();
    run.check("other", [lobby, annex], [lobby]);
    assert.equal(run.holder("old", lobby), 'Group "other"');
    assert.throws(() => run.holder("old", annex), /Group "other" now declares it.*Nothing was changed/);
    run.failed("other");
    assert.equal(run.holder("old", lobby), 'Group "other"');
    assert.throws(() => run.holder("old", annex), /could not be created or updated.*stays in the state/);
  });

  for (const [what, end] of [
    ["could not be created", (run: Run) => run.failed("new")],
    ["was never come to", () => {}],
  ] as const) {
    it(`fails while the other resource ${what}: nothing would be in any state`, () => {
      const run = new Run();
      run.check("new", [lobby]);
      end(run);
      assert.throws(() => run.holder("old", lobby), /Group "new" now declares it, but could not be created/);
    });
  }

  it("leaves a thing to the resource itself, once that was replaced and still declares it", () => {
    const run = new Run();
    run.check("a", [lobby], [lobby]);
    run.check("a", [lobby]);
    run.created("a");
    assert.equal(run.holder("a", lobby), 'Group "a"');
  });

  it("is a real one where the resource itself waits to be created anew: the old one has to go first", () => {
    const run = new Run();
    run.check("a", [lobby], [lobby]);
    run.check("a", [lobby]);
    assert.equal(run.holder("a", lobby), undefined);
  });

  it("is a real one of what the resource itself no longer declares", () => {
    const run = new Run();
    run.check("a", [annex], [lobby]);
    run.check("a", [annex]);
    run.created("a");
    assert.equal(run.holder("a", lobby), undefined);
  });

  it("takes a resource for the declarer of what it declares now, whoever of all has it in a state", () => {
    const run = new Run();
    run.check("a", [annex], [lobby]);
    run.check("b", [lobby]);
    run.created("b");
    assert.equal(run.holder("a", lobby), 'Group "b"');
  });

  it("knows who declares a thing before that is there, for an update that lets go of it", () => {
    const run = new Run();
    run.check("b", [lobby]);
    assert.equal(run.as("a").declarerOf(lobby.key)?.text, 'Group "b"');
    assert.equal(run.as("b").declarerOf(lobby.key), undefined, "the one that asks does not count");
  });

  it("knows whether another resource declares anything of what one had all to itself", () => {
    const run = new Run();
    run.check("list", [allMembers], [allMembers]);
    assert.equal(run.as("old").isShared("members of room"), true);
    assert.equal(run.as("old").isShared("members of hall"), false);
    assert.equal(run.as("list").isShared("members of room"), true, "itself, which stays");
    run.check("list", [member("bob")]);
    assert.equal(run.as("old").isShared("members of room"), true);
    assert.equal(run.as("list").isShared("members of room"), false, "itself, which waits to be created anew");
  });

  it("of a finish that nobody declared says nothing", () => {
    const run = new Run();
    run.created("a");
    assert.equal(run.as("b").isRunning(), false);
  });
});

describe("a program of which other processes may know more", () => {
  it("is running, as far as this one knows", () => {
    assert.equal(new Run({ isAlone: false }).as("a").isRunning(), true);
  });
});

describe("a disband that was refused", () => {
  it("is refused to everybody in this run, in this app alone", () => {
    const { program } = new Run();
    const seen = (location: Place = here) => program.viewFor("anybody", location).isDisbandRefused("lobby");
    assert.equal(seen(), false);
    program.viewFor("a", here).refuseDisband("lobby");
    assert.equal(seen(), true);
    assert.equal(seen(elsewhere), false);
  });
});

describe("whoever asks what a program declares", () => {
  it("waits until no check has come for a while", async () => {
    const run = new Run();
    const start = Date.now();
    run.check("a", [lobby]);
    await run.as("b").waitForChecks();
    assert.ok(Date.now() - start >= 250, `${Date.now() - start} ms`);
  });

  it("waits for nothing where nothing was checked", async () => {
    const first = await Promise.race([
      new Run()
        .as("a")
        .waitForChecks()
        .then(() => "settled"),
      new Promise((resolve) => setTimeout(resolve, 0, "a timer")),
    ]);
    assert.equal(first, "settled");
  });
});
