import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator";
import { subjects } from "./faults/subjects";
import { fleetSubjects } from "./faults/subjects/fleet";
import { type Args, providerText } from "./faults/subjects/subject";
import { HostError } from "./support/errors";
import { Host } from "./support/host";

/** One resource of every kind, with groups that belong to other owners. */
const kinds = [
  ...new Map(subjects.filter(({ env }) => env === undefined).map((subject) => [subject.kind, subject])).values(),
  ...fleetSubjects,
  { kind: "EphemeralStack", args: () => ({ ttl: "48h" }) },
];

/** The fields that every kind needs; each kind needs more. */
const common = ["__managedBy", "sdkAppId"];
const required: Readonly<Record<string, readonly string[]>> = {
  Group: ["groupId", "type"],
  GroupAttributes: ["groupId", "groupCreateTime", "attributes"],
  GroupCounters: ["groupId", "groupCreateTime"],
  GroupMembers: ["groupId", "groupCreateTime", "members"],
  GroupMember: ["groupId", "groupCreateTime", "userId"],
  MutedMembers: ["groupId", "groupCreateTime", "userIds", "until"],
  BannedMembers: ["groupId", "groupCreateTime", "userIds", "until"],
  Topic: ["groupId", "groupCreateTime", "topicId"],
  Account: ["userId"],
  Chatbot: ["userId"],
  EphemeralStack: ["ttl"],
  GroupFleet: ["__id", "ids", "__groups"],
};

const strange: readonly unknown[] = [null, 5, { a: null }, -1, true, "x", "", [], [null], [{}], {}];

describe("a damaged state, in the real provider process", () => {
  let emulator: Emulator;
  let process: Host;

  before(async () => {
    emulator = await startEmulator();
    emulator.app().importAccounts("alice", "bob", "carol", "dave");
    const env = { ...emulator.env(), TENCENT_CHAT_DEADLINE_SECONDS: "5" };
    process = await Host.start({ provider: providerText("Group"), env });
  });
  after(async () => {
    await process.stop();
    await emulator.close();
  });

  for (const subject of kinds) {
    const { kind } = subject;
    const needs = [...common, ...(required[kind] ?? [])];

    describe(`of a ${kind}`, () => {
      const name = `damaged-${kind.toLowerCase()}`;
      let host: Host;
      let inputs: Record<string, unknown>;
      let id: string;
      let outputs: Record<string, unknown>;

      async function make(): Promise<void> {
        const args = { __managedBy: `acme/chat/dev/${name}`, adopt: "always", ...subject.args(name) };
        if (kind === "EphemeralStack" || kind === "GroupFleet") Reflect.deleteProperty(args, "adopt");
        const checked = await host.check({}, args);
        assert.deepEqual(checked.failures, []);
        inputs = checked.inputs;
        const made = await host.create(inputs);
        id = made.id;
        outputs = made.outs;
      }

      before(async () => {
        host = process.as(providerText(kind));
        if ("createParent" in subject) subject.createParent?.(emulator.app(), name);
        await make();
      });

      const operations: Readonly<Record<string, (state: Args) => Promise<unknown>>> = {
        diff: (state) => host.diff(id, state, inputs),
        read: (state) => host.read(id, state),
        update: (state) => host.update(id, state, inputs),
        delete: (state) => host.delete(id, state),
      };

      /** The message of the failure; undefined if there was none. */
      async function outcome(operation: string, state: Args): Promise<string | undefined> {
        try {
          await operations[operation]?.(state);
          return undefined;
        } catch (error) {
          assert.ok(error instanceof HostError);
          return error.message;
        }
      }

      for (const operation of Object.keys(operations)) {
        it(`is reported in plain words, with what to do, by ${operation}, before any call`, async () => {
          // `Group.get` reads with only the id.
          const missing =
            kind === "Group" && operation === "read" ? needs.filter((each) => each !== "__managedBy") : needs;
          const states = [
            ...(missing === needs ? [{ without: needs, state: {} }] : []),
            ...missing.map((property) => ({ without: [property], state: without(outputs, property) })),
            ...missing.map((property) => ({ without: [property], state: { ...outputs, [property]: { a: 1 } } })),
          ];
          emulator.journal.clear();
          for (const { without, state } of states) {
            const message = String(await outcome(operation, state));
            assert.match(message, /^Cannot (compare|read|update|delete) the .*its state is damaged/);
            for (const property of without) assert.match(message, new RegExp(`^  - ${property} `, "m"));
            assert.match(message, /Nothing was changed.*pulumi stack import.*pulumi state delete <urn>.*pulumi up/s);
            assert.ok(message.includes(id));
          }
          assert.equal(emulator.journal.count(), 0);
        });

        it(`is never reported as a defect by ${operation}, whatever it contains`, async () => {
          for (const property of [...Object.keys(outputs), "customFields", "createTime", "disbandOnlyIf", "farewell"]) {
            // A deleted resource has to be created again, so deletes use fewer values.
            for (const value of operation === "delete" ? strange.slice(0, 3) : strange) {
              const message = await outcome(operation, { ...outputs, [property]: value });
              assert.doesNotMatch(message ?? "", /defect|TypeError|undefined/, `${property}: ${JSON.stringify(value)}`);
              if (message === undefined && operation === "delete") await make();
            }
          }
        });
      }
    });
  }

  it("with a guard of the wrong type is refused, so that the guard is not ignored", async () => {
    const host = process.as(providerText("Group"));
    const args = { type: "Public", name: "x", groupId: "guarded", __managedBy: "acme/chat/dev/guarded" };
    const { id, outs } = await host.create((await host.check({}, args)).inputs);
    for (const disbandOnlyIf of [{ emptyOfMessages: "yes" }, { membersAtMost: "9" }, { idleFor: 5 }, [], "x"]) {
      await assert.rejects(host.delete(id, { ...outs, disbandOnlyIf }), /disbandOnlyIf must be an object with/);
    }
    assert.ok(emulator.app().group("guarded"));
  });

  it("that belongs to another resource is refused, so that no other object is deleted instead", async () => {
    const host = process.as(providerText("Group"));
    const make = async (groupId: string) => {
      const args = { type: "Public", name: "x", groupId, __managedBy: `acme/chat/dev/${groupId}` };
      return host.create((await host.check({}, args)).inputs);
    };
    const [one, other] = [await make("one"), await make("other")];
    await assert.rejects(host.delete(one.id, other.outs), /its ids are those of another resource/);
    assert.ok(emulator.app().group("other"));
  });
});

function without(outputs: Args, property: string): Args {
  return Object.fromEntries(Object.entries(outputs).filter(([each]) => each !== property));
}
