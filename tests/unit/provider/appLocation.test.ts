import assert from "node:assert/strict";
import { OperationError } from "../../../provider/errors";
import {
  type AppLocation,
  isStateOutdated,
  locationOf,
  refuseOtherApp,
  refuseOtherService,
} from "../../../provider/ownership/appLocation";
import { here, plan } from "./support/plan";

const tencent = plan;
const loopback = { ...plan, service: "loopback" };
const proxy = { ...plan, service: "chat.example.com" };
const sameProxy = { ...proxy, sameServiceAs: ["loopback", "tencent"] };

const refusal = (work: () => void): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof OperationError);
    return error.message;
  }
};

describe("the location of a resource", () => {
  it("is the app and the service in the state, and no other setting", () => {
    assert.deepEqual(locationOf(plan), here);
  });

  for (const [title, state, settings, refused, outdated] of [
    ["the same", here, tencent, undefined, false],
    ["unknown, for a resource that is read with its id alone", {}, tencent, undefined, true],
    ["another app", { ...here, sdkAppId: 5 }, tencent, /SDKAppID 5, .*are for 1400000000.*SECRET_KEY/, false],
    ["a change from an emulator", { ...here, service: "loopback" }, tencent, /loopback.*Tencent's own service/, true],
    [
      "a change from Tencent's service",
      here,
      loopback,
      /Tencent's own service.*loopback.*Unset TENCENT_CHAT_ENDPOINT/,
      true,
    ],
    ["a change from Tencent's service to a proxy", here, proxy, /Tencent's own service.*at chat\.example\.com/, true],
    [
      "a change of the host",
      { ...here, service: "a.example.com" },
      proxy,
      /the service at a\.example\.com.*SAME_SERVICE_AS=a\.example\.com/,
      true,
    ],
    ["behind a proxy with the same name", here, sameProxy, undefined, true],
    ["another app behind such a proxy", { ...here, sdkAppId: 5 }, sameProxy, /SDKAppID 5/, true],
  ] as const satisfies readonly (readonly [string, AppLocation, typeof plan, RegExp | undefined, boolean])[]) {
    it(`${refused === undefined ? "is accepted:" : "is refused:"} ${title}`, () => {
      const message = refusal(() => refuseOtherApp("disband", "group ops", state, settings));
      if (refused === undefined) assert.equal(message, undefined);
      else assert.match(String(message), refused);
      if (message !== undefined) assert.match(message, /^Refused to disband the group ops: .*Nothing was changed\./);
      assert.equal(isStateOutdated(state, settings), outdated);
    });
  }

  it("may be another app in a preview, which replaces the resource, but not another service", () => {
    assert.equal(
      refusal(() => refuseOtherService("group ops", { ...here, sdkAppId: 5 }, tencent)),
      undefined,
    );
    assert.match(
      String(refusal(() => refuseOtherService("group ops", here, loopback))),
      /^Refused to update the group/,
    );
    assert.equal(
      refusal(() => refuseOtherService("group ops", here, sameProxy)),
      undefined,
    );
  });
});
