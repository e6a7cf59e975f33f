import assert from "node:assert/strict";
import type { RemoteObject } from "../../../provider/program/declarations";
import { Program } from "../../../provider/program/program";
import { programResource } from "../../../provider/program/resource";
import { here, identity } from "./support/plan";

/** An app of a service. */
type Place = { readonly service: string; readonly sdkAppId: number };
const elsewhere: Place = { ...here, sdkAppId: 1400000002 };

const object = (key: string): RemoteObject => ({ key, text: `the ${key}`, property: "groupId" });
/** One member of the group `room`; with `isExclusive`, a list that manages all of its members. */
const member = (userId: string): RemoteObject => ({ ...object(`member ${userId}`), scope: "members of room" });
const allMembers: RemoteObject = { ...object("members of room"), scope: "members of room", isExclusive: true };

const resource = (name: string) =>
  programResource("Group", { __identity: identity, __managedBy: `acme/chat/dev/${name}` });

/** A program, driven by what the engine does with its resources. */
class Run {
  readonly program: Program;
  constructor(options?: ConstructorParameters<typeof Program>[0]) {
    this.program = new Program(options);
  }
  /** A check; `kept` is what its state has, undefined for a new resource. */
  check(name: string, objects: readonly RemoteObject[], inState?: readonly RemoteObject[], location: Place = here) {
    return this.program.declare(resource(name), objects, inState, location);
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
  /** The resource that has an object, for the delete of another resource. */
  holder(asking: string, { key }: RemoteObject, location: Place = here): string | undefined {
    return this.as(asking, location).managerOf(key)?.text;
  }
}

const lobby = object("group lobby");
const annex = object("group annex");

describe("the display name of a resource in a program", () => {
  it("contains kind and name, and the parent if that is not the stack", () => {
    assert.equal(programResource("Group", { __managedBy: "acme/chat/dev/a/b" }).text, 'Group "a/b"');
    const parentUrn = "urn:pulumi:dev::chat::acme:index:Team$acme:index:Room::sales";
    assert.equal(
      programResource("Topic", { __managedBy: "acme/chat/dev/a", __parentUrn: parentUrn }).text,
      'Topic "a" (parent sales)',
    );
  });

  const component = (type: string, name: string) => `urn:pulumi:dev::chat::${type}::${name}`;

  it("differs by kind, name and types of the parents", () => {
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

  it("differs by nothing else, as URNs do: not by the parent's name or the stack's", () => {
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
  it("may not declare the same object: the second check names the first resource", () => {
    const run = new Run();
    assert.equal(run.check("a", [lobby]), undefined);
    const conflict = run.check("b", [annex, lobby]);
    assert.equal(conflict?.object.text, lobby.text);
    assert.equal(conflict?.other.text, 'Group "a"');
  });

  it("may declare objects of the same name in two apps or two services", () => {
    const run = new Run();
    assert.equal(run.check("a", [lobby]), undefined);
    assert.equal(run.check("b", [lobby], undefined, elsewhere), undefined);
    assert.equal(run.check("c", [lobby], undefined, { ...here, service: "loopback" }), undefined);
  });

  it("may each declare members of a group", () => {
    const run = new Run();
    assert.equal(run.check("a", [member("bob")]), undefined);
    assert.equal(run.check("b", [member("carol")]), undefined);
  });

  for (const [title, first, second] of [
    ["a list after a single member", [member("bob")], [allMembers, member("carol")]],
    ["a single member after a list", [allMembers, member("bob")], [member("carol")]],
    ["a single member after an empty list", [allMembers], [member("carol")]],
    ["an empty list after a single member", [member("carol")], [allMembers]],
    ["two lists", [allMembers, member("bob")], [allMembers, member("carol")]],
  ] as const) {
    it(`may not overlap if one of them is exclusive: ${title}`, () => {
      const run = new Run();
      assert.equal(run.check("a", first), undefined);
      assert.equal(run.check("b", second)?.other.text, 'Group "a"');
    });
  }

  it("may swap objects: the state of one is no conflict with the other", () => {
    const run = new Run();
    assert.equal(run.check("a", [annex], [lobby]), undefined);
    assert.equal(run.check("b", [lobby], [annex]), undefined);
  });

  it("may be checked repeatedly, as the engine does with a replaced resource", () => {
    const run = new Run();
    assert.equal(run.check("a", [lobby], [annex]), undefined);
    assert.equal(run.check("a", [lobby]), undefined);
    assert.equal(run.check("a", [annex]), undefined, "and may be given another value");
    assert.equal(run.check("b", [lobby]), undefined, "which frees the previous one");
  });
});

describe("a delete", () => {
  it("is of an undeclared object if no program runs", () => {
    const run = new Run();
    assert.equal(run.as("a").isRunning(), false);
    assert.equal(run.holder("a", lobby), undefined);
  });

  it("leaves an object to the resource that has created it", () => {
    const run = new Run();
    run.check("new", [lobby]);
    run.created("new");
    assert.equal(run.as("old").isRunning(), true);
    assert.equal(run.holder("old", lobby), 'Group "new"');
    assert.equal(run.holder("old", annex), undefined);
    assert.equal(run.holder("old", lobby, elsewhere), undefined, "in another app it is another object");
  });

  it("leaves an object to the resource that already had it, even if that one's update fails", () => {
    const run = new Run();
    run.check("other", [lobby, annex], [lobby]);
    assert.equal(run.holder("old", lobby), 'Group "other"');
    assert.throws(() => run.holder("old", annex), /Group "other" now declares it.*Nothing was changed/);
    run.failed("other");
    assert.equal(run.holder("old", lobby), 'Group "other"');
    assert.throws(() => run.holder("old", annex), /could not be created or updated.*stays in the state/);
  });

  for (const [title, end] of [
    ["could not be created", (run: Run) => run.failed("new")],
    ["was never started", () => {}],
  ] as const) {
    it(`fails while the other resource ${title}: the object would be in no state`, () => {
      const run = new Run();
      run.check("new", [lobby]);
      end(run);
      assert.throws(() => run.holder("old", lobby), /Group "new" now declares it, but could not be created/);
    });
  }

  it("leaves an object to the resource itself if it was replaced and still declares it", () => {
    const run = new Run();
    run.check("a", [lobby], [lobby]);
    run.check("a", [lobby]);
    run.created("a");
    assert.equal(run.holder("a", lobby), 'Group "a"');
  });

  it("is real if the resource itself waits to be recreated: the old object has to be deleted first", () => {
    const run = new Run();
    run.check("a", [lobby], [lobby]);
    run.check("a", [lobby]);
    assert.equal(run.holder("a", lobby), undefined);
  });

  it("is real for an object that the resource itself no longer declares", () => {
    const run = new Run();
    run.check("a", [annex], [lobby]);
    run.check("a", [annex]);
    run.created("a");
    assert.equal(run.holder("a", lobby), undefined);
  });

  it("treats a resource as the declarer of what it declares now, whichever resource has it in a state", () => {
    const run = new Run();
    run.check("a", [annex], [lobby]);
    run.check("b", [lobby]);
    run.created("b");
    assert.equal(run.holder("a", lobby), 'Group "b"');
  });

  it("knows who declares an object before it exists, for an update that drops it", () => {
    const run = new Run();
    run.check("b", [lobby]);
    assert.equal(run.as("a").declarerOf(lobby.key)?.text, 'Group "b"');
    assert.equal(run.as("b").declarerOf(lobby.key), undefined, "the asking resource does not count");
  });

  it("knows whether another resource declares any part of an exclusive list", () => {
    const run = new Run();
    run.check("list", [allMembers], [allMembers]);
    assert.equal(run.as("old").isShared("members of room"), true);
    assert.equal(run.as("old").isShared("members of hall"), false);
    assert.equal(run.as("list").isShared("members of room"), true, "itself, which stays");
    run.check("list", [member("bob")]);
    assert.equal(run.as("old").isShared("members of room"), true);
    assert.equal(run.as("list").isShared("members of room"), false, "itself, which waits to be recreated");
  });

  it("ignores the finish of an undeclared resource", () => {
    const run = new Run();
    run.created("a");
    assert.equal(run.as("b").isRunning(), false);
  });
});

describe("a program that may run in other processes as well", () => {
  it("is running, as far as this process knows", () => {
    assert.equal(new Run({ isAlone: false }).as("a").isRunning(), true);
  });
});

describe("a refused disband", () => {
  it("is refused to every resource in this run, but in this app only", () => {
    const { program } = new Run();
    const seen = (location: Place = here) => program.viewFor("anybody", location).isDisbandRefused("lobby");
    assert.equal(seen(), false);
    program.viewFor("a", here).refuseDisband("lobby");
    assert.equal(seen(), true);
    assert.equal(seen(elsewhere), false);
  });
});

describe("a reader of what a program declares", () => {
  it("waits until no check has come for a while", async () => {
    const run = new Run();
    const start = Date.now();
    run.check("a", [lobby]);
    await run.as("b").waitForChecks();
    assert.ok(Date.now() - start >= 250, `${Date.now() - start} ms`);
  });

  it("does not wait if nothing was checked", async () => {
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
