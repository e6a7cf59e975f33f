import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

/** Type-checked with the repository, and run under mocks. `npm run test:mixed` runs it with the Kubernetes plugin. */
describe("examples/kubernetes-service", () => {
  it("gives the room's id to the service, and deletes the room after what reads it", async () => {
    const declared: pulumi.runtime.MockResourceArgs[] = [];
    await pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          declared.push(args);
          const id = args.type.endsWith(":Group") ? "derived-room-id" : `${args.name}_id`;
          return { id, state: args.inputs };
        },
        call: ({ inputs }) => inputs,
      },
      "kubernetes-service",
      "dev",
      false,
      "acme",
    );
    pulumi.runtime.setAllConfig({ "kubernetes-service:manifests": "manifests" });
    require("../../../examples/kubernetes-service");
    await pulumi.runtime.disconnect();
    const kinds = declared.map(({ type }) => type.split(":").at(-1));
    const inputsOf = (kind: string) => declared[kinds.indexOf(kind)]?.inputs ?? assert.fail(kind);
    assert.deepEqual(inputsOf("ConfigMap")["data"], { CHAT_ROOM_ID: "derived-room-id" });
    const [container] = inputsOf("Deployment")["spec"].template.spec.containers;
    assert.deepEqual(container.envFrom, [{ configMapRef: { name: "orders-chat" } }]);
    assert.equal(inputsOf("kubernetes")["renderYamlToDirectory"], "manifests");
    // What is created first is deleted last.
    assert.ok(kinds.indexOf("Group") < kinds.indexOf("ConfigMap"));
    assert.ok(kinds.indexOf("ConfigMap") < kinds.indexOf("Deployment"));
  });
});
