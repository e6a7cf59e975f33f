import assert from "node:assert/strict";
import fc from "fast-check";
import { diffGroup } from "../../../../provider/resources/group/diff";
import { groupKey } from "../../../../provider/resources/group/remoteObjects";
import { packGroups, parsePacked, unpackGroups } from "../../../../provider/resources/groupFleet/plan/pack";
import { planFleet } from "../../../../provider/resources/groupFleet/plan/plan";
import { planText } from "../../../../provider/resources/groupFleet/plan/planText";
import { plan as context, here, ownedBy } from "../support/plan";
import { declared, known, states } from "./arbitraries";

describe("the groups in the state of a fleet", () => {
  it("are packed without a loss", () => {
    fc.assert(
      fc.property(states, (groups) => {
        assert.deepEqual(unpackGroups(packGroups(groups)), groups);
      }),
    );
  });

  it("have what they all have in common only once", () => {
    const of = (key: string, name: string) =>
      [key, { groupId: key, type: "Public", name, ...ownedBy(key), ...here, markKeyId: "key" }] as const;
    const { shared, groups } = JSON.parse(packGroups(new Map([of("a", "One"), of("b", "Two")])));
    assert.deepEqual(Object.keys(shared).sort(), ["__identity", "markKeyId", "sdkAppId", "service", "type"]);
    assert.deepEqual(groups[1], ["b", { groupId: "b", name: "Two", __managedBy: "acme/chat/dev/b" }]);
    assert.equal(packGroups(new Map()), '{"groups":[],"shared":{}}');
  });

  it("are not read from another text", () => {
    for (const text of [undefined, {}, "", "{}", '{"shared":{},"groups":{}}', '{"shared":{},"groups":[["a"]]}'])
      assert.equal(parsePacked(text), undefined);
  });
});

describe("the plan of a fleet", () => {
  it("deals with each group of the state and of the program once, and never both creates and deletes one", () => {
    fc.assert(
      fc.property(known, declared, (state, news) => {
        const { creates, updates, unchanged, deletes } = planFleet(state, news, context);
        const created = creates.map((each) => groupKey(each.news));
        const kept = [...updates, ...unchanged];
        const deleted = deletes.map(({ olds }) => groupKey(olds));
        const before = [...unpackGroups(state.__groups).values(), ...(state.__leaving ?? [])].map(groupKey);
        const sorted = (keys: readonly string[]) => [...keys].sort();
        assert.deepEqual(
          sorted([...created, ...kept.map((each) => groupKey(each.news))]),
          sorted([...news.values()].map(groupKey)),
        );
        assert.deepEqual(sorted([...deleted, ...kept.map(({ olds }) => groupKey(olds))]), sorted(before));
        assert.deepEqual(
          created.filter((key) => deleted.includes(key) || before.includes(key)),
          [],
        );
        for (const { olds, news: inputs } of kept) assert.equal(groupKey(olds), groupKey(inputs));
      }),
    );
  });

  it("changes exactly the groups that differ, and those that are incomplete", () => {
    fc.assert(
      fc.property(known, declared, (state, news) => {
        const { updates, unchanged } = planFleet(state, news, context);
        const incomplete = new Set(state.__incomplete);
        for (const [list, isExpected] of [
          [updates, true],
          [unchanged, false],
        ] as const)
          for (const { olds, news: inputs } of list) {
            const differs = diffGroup(olds, inputs, context).changes !== "none";
            assert.equal(differs || incomplete.has(inputs.groupId), isExpected);
          }
      }),
    );
  });

  it("has nothing to do for a state that is as declared, under whatever keys", () => {
    fc.assert(
      fc.property(states, (groups) => {
        const { creates, updates, deletes } = planFleet({ __groups: packGroups(groups) }, groups, context);
        assert.deepEqual([creates, updates, deletes], [[], [], []]);
      }),
    );
  });
});

describe("the text of a plan", () => {
  const group = { groupId: "x", type: "Public", name: "One", ...ownedBy("x") } as const;
  const olds = { ...group, ...here, createTime: 5, markKeyId: "key" };
  const none = { creates: [], updates: [], unchanged: [], deletes: [] };
  const fleet = ownedBy("rooms");

  it("names the groups, and the properties that change, and no values", () => {
    const updates = [
      { key: "b", olds, news: { ...group, name: "Two", introduction: "secret" } },
      { key: "c", olds, news: group },
      { key: "d", olds, news: { ...group, ...ownedBy("d"), persist: true } },
    ];
    assert.equal(
      planText(fleet, { ...none, creates: [{ key: "a", news: group }], updates, deletes: [{ key: "e", olds }] }),
      "The group fleet rooms: create 1: a; change 3: b (name, introduction), c (owner mark), d (owner mark); disband 1: e; leave 0 unchanged.",
    );
  });

  it("names ten of many groups", () => {
    const creates = Array.from({ length: 50_000 }, (_, index) => ({ key: String(index), news: group }));
    assert.equal(
      planText(fleet, { ...none, creates }),
      "The group fleet rooms: create 50000: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 49990 more; leave 0 unchanged.",
    );
  });
});
