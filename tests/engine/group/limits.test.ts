import assert from "node:assert/strict";
import { providerText } from "../../../sdk/base/providerText";
import { type Bench, startBench } from "../support/groups";

/** The state is written before and after every operation, so its size determines how long a large stack takes. */
const MOST_BYTES = 2150;
const CONSTANT = JSON.stringify(providerText("Group"));

describe("the size of a group in the state", () => {
  let bench: Bench;
  let exported: string;

  before(async () => {
    const args = { groupId: "ops-room", type: "Public", name: "Ops", ownerAccount: "alice" };
    bench = await startBench([{ name: "ops", args }]);
    await bench.workspace.up();
    exported = (await bench.workspace.pulumi(["stack", "export", "--stack", bench.workspace.stack])).stdout;
  });
  after(() => bench.dispose());

  it("is at most 2.1 KB of `pulumi stack export` for one with id, type, name and owner", () => {
    // The positions in @pulumi/pulumi as a project has them: here its node_modules links to the repository's.
    const text = exported.replace(/"project:\/\/\/[^"]*\/node_modules\//g, '"project:///node_modules/');
    const group = JSON.parse(text).deployment.resources.find(({ id }: { id?: string }) => id === "ops-room");
    // Formatted as in the export: indented by four spaces.
    const bytes = Buffer.byteLength(JSON.stringify(group, undefined, 4));
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes:\n${JSON.stringify(group, undefined, 2)}`);
  });

  it("contains no code except the constant text", () => {
    assert.equal(exported.split(CONSTANT).length - 1, 2, "once in the inputs and once in the outputs");
    const rest = exported.replaceAll(CONSTANT, "");
    assert.deepEqual(rest.match(/require\(|exports\.|=>|function\b|prototype|axios/g) ?? [], []);
  });
});
