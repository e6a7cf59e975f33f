import assert from "node:assert/strict";
import fc from "fast-check";
import { chatbotHandler } from "../../../provider/resources/chatbot";
import { unknownValue } from "../../../provider/validation/schema";
import { ownedBy, plan } from "./support/plan";

const valid = ownedBy("bot");

function check(news: object, olds: object = {}) {
  const { inputs, failures } = chatbotHandler.check({ ...olds }, { ...valid, ...news }, plan);
  return { userId: inputs.userId, reasons: failures.map(({ property, reason }) => `${property} ${reason}`) };
}

describe("check of a chatbot", () => {
  it("derives an id that is a released format", () => {
    assert.equal(check(ownedBy("greeter")).userId, "@RBT#greeter-xftmdt6hd2shrijn");
  });

  it("derives an id that the service accepts, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (name) => {
        assert.match(check({ __managedBy: `acme/chat/dev/${name}` }).userId, /^@RBT#[A-Za-z0-9_-]{0,10}-[a-z2-7]{16}$/);
      }),
    );
  });

  it("keeps the id of the state, so that an alias replaces nothing", () => {
    assert.equal(check({}, { userId: "@RBT#old" }).userId, "@RBT#old");
    assert.equal(check({ userId: "@RBT#new" }, { userId: "@RBT#old" }).userId, "@RBT#new");
    assert.equal(check({ userId: unknownValue }).userId, unknownValue);
  });

  it("has an unknown id while the identity is unknown, in the very first preview", () => {
    assert.equal(check({ __identity: unknownValue }).userId, unknownValue);
  });

  for (const userId of ["ops", "@RBT#", `@RBT#${"a".repeat(28)}`, "@RBT#a b", "@rbt#a", 5]) {
    it(`refuses ${JSON.stringify(userId)} as an id`, () => {
      assert.match(
        String(check({ userId }).reasons),
        /^userId must be @RBT# followed by more characters, at most 32 bytes .*; got /,
      );
    });
  }

  it("refuses properties that only an account has", () => {
    assert.match(String(check({ gender: "Male" }).reasons), /gender is not a property of this resource/);
  });
});
