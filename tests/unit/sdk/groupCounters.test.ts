import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { GroupCounters } from "../../../sdk";

describe("counters in a program", () => {
  it("may be bigints wherever an input is allowed, and go to the engine as text", async () => {
    const registered: Record<string, unknown>[] = [];
    const engine: pulumi.runtime.Mocks = {
      newResource: ({ type, name, inputs }) => {
        if (type.endsWith(":GroupCounters")) registered.push(inputs);
        return { id: name, state: inputs };
      },
      call: () => ({}),
    };
    await pulumi.runtime.setMocks(engine, "project", "stack", false, "organization");
    const most = 2n ** 63n - 1n;
    const initial = {
      plain: most,
      output: pulumi.output(most),
      promise: Promise.resolve(most),
      number: 5,
      text: "007",
    };
    const fixed = pulumi.output(Promise.resolve({ inside: most }));
    const { urn } = new GroupCounters("counters", { group: "room", initial, fixed });
    await new Promise((resolve) => urn.apply(resolve));
    const text = String(most);
    assert.deepEqual(registered[0]?.["initial"], { plain: text, output: text, promise: text, number: 5, text: "007" });
    assert.deepEqual(registered[0]?.["fixed"], { inside: text });
  });
});
