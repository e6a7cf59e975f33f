import assert from "node:assert/strict";
import * as sdk from "../../../../sdk";
import { useProgram } from "./support/program";

describe("functions that read users", () => {
  const program = useProgram();
  const users = Array.from({ length: 101 }, (_, index) => `user-${index}`);

  it("checkAccounts tells which users are imported, for more users than fit in one call", async () => {
    program.app.importAccounts(...users);
    const known = await sdk.checkAccounts({ userIds: [...users, "nobody", "nobody"] });
    assert.deepEqual(known, { ...Object.fromEntries(users.map((user) => [user, true])), nobody: false });
    assert.deepEqual(await sdk.checkAccounts({ userIds: [] }), {});
  });

  it("getProfiles returns the requested fields, and names the users whose profile is missing", async () => {
    program.app.importAccounts(...users);
    program.app.editAccount("user-0", {
      Tag_Profile_IM_Nick: "Zero",
      Tag_Profile_IM_Gender: "Gender_Type_Female",
      Tag_Profile_Custom_Team: "sre",
    });
    const args = { userIds: [...users, "nobody"], fields: ["nick"], customKeys: ["Team"] } as const;
    const { profiles, failed } = await sdk.getProfiles(args);
    assert.deepEqual(Object.keys(profiles), users);
    assert.deepEqual(profiles["user-0"], { nick: "Zero", customFields: { Team: "sre" } });
    assert.deepEqual(
      failed.map(({ userId, code }) => [userId, code]),
      [["nobody", 40003]],
    );
    const { profiles: whole } = await sdk.getProfiles({ userIds: ["user-0"] });
    assert.deepEqual(whole["user-0"], { nick: "Zero", gender: "Female", customFields: {} });
  });
});
