import assert from "node:assert/strict";
import { replacementWarning } from "../../../provider/replacement";

const group = { displayName: () => "group room", lostOnReplace: "its messages are lost" };

describe("the warning for a replacement", () => {
  it("names what changes, from what to what, and what is lost", () => {
    const warning = replacementWarning(group, "room", { type: "Public" }, { type: "ChatRoom" }, ["groupId", "type"]);
    assert.equal(
      warning,
      "The group room will be replaced, since its type changes from Public to ChatRoom: its messages are lost. To keep it, undo that change.",
    );
  });

  it("names the id only if nothing else causes it", () => {
    assert.match(String(replacementWarning(group, "a", {}, {}, ["groupId"])), /since its groupId changes: /);
  });

  it("never shows a value that may be a secret", () => {
    const warning = replacementWarning(group, "a", { groupId: "hunter1" }, { groupId: "hunter2" }, ["groupId"]);
    assert.doesNotMatch(String(warning), /hunter/);
  });

  it("treats an option that was not declared as false", () => {
    const warning = replacementWarning(group, "a", {}, { supportTopic: true }, ["supportTopic"]);
    assert.match(String(warning), /from false to true/);
  });

  it("is missing where nothing is replaced, or nothing is lost", () => {
    assert.equal(replacementWarning(group, "a", {}, {}, []), undefined);
    assert.equal(replacementWarning({ displayName: () => "member" }, "a", {}, {}, ["groupId"]), undefined);
  });
});
