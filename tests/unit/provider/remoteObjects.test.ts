import assert from "node:assert/strict";
import { groupRemoteObjects } from "../../../provider/resources/group/remoteObjects";

const room = { type: "Public", __managedBy: "acme/chat/dev/room" } as const;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const keyOf = (inputs: object) =>
  groupRemoteObjects({ ...room, groupId: unknown, ...inputs }, inputs).map(({ key }) => key);

describe("a group whose derived id is not known yet", () => {
  it("is the same object as one with its name and type under another parent", () => {
    assert.deepEqual(keyOf({}), keyOf({ __parentUrn: "urn:pulumi:dev::chat::acme:Room::x" }));
  });

  it("is another object than its ephemeral twin: their ids will differ", () => {
    assert.notDeepEqual(keyOf({}), keyOf({ __ttl: "48h" }));
    assert.deepEqual(keyOf({}), keyOf({ __ttl: "48h", disbandOnlyIf: { membersAtMost: 1 } }));
  });
});
