import assert from "node:assert/strict";
import type { Parties } from "./support/parties";
import { ownerField, type Service } from "./support/service";
import { situation } from "./support/situation";
import { declared, programs, takenOver } from "./support/takenOver";

const inField = { TENCENT_CHAT_OWNER_FIELD: ownerField };

for (const [from, to, a, b] of [
  ["an attribute", "a custom field", {}, { env: inField }],
  ["a custom field", "an attribute", { env: inField }, {}],
  ["an attribute", "an attribute, by a stack of another name", {}, { stack: "prod" }],
] as const) {
  situation(`a group is taken over with adopt "always", and its mark goes from ${from} to ${to}`, () => {
    let parties: Parties<"a" | "b">;
    let service: Service;

    before(async () => {
      parties = await takenOver(a, b);
      service = parties.service;
    });
    after(() => parties.dispose());

    it("it carries only the mark of its new owner", async () => {
      assert.deepEqual(await parties.ownersOf("lobby"), ["b"]);
      await parties.assertContents({ service, states: programs, programs });
    });

    it("the destroy of its former owner is refused", async () => {
      await parties.party.a.destroy({ expectCode: "failure" });
      await parties.assertContents({ service, states: programs, programs });
    });

    it("the destroy of its new owner disbands it, and the former owner has nothing left to do", async () => {
      await parties.party.b.destroy();
      await parties.assertContents({ service: {}, states: { a: declared, b: [] }, programs });
      await parties.party.a.destroy();
      await parties.assertContents({ service: {}, states: { a: [], b: [] }, programs });
    });
  });
}
