import fc from "fast-check";
import type { GroupInputs, GroupState } from "../../../../provider/resources/group/schema/types";
import { packGroups } from "../../../../provider/resources/groupFleet/plan/pack";
import type { FleetState } from "../../../../provider/resources/groupFleet/types";
import { here, ownedBy } from "../support/plan";

const keys = fc.constantFrom("a", "b", "c", "constructor", "0", "1");
const ids = fc.constantFrom("x", "y", "z", "@TGS#_v", "hasOwnProperty");

/** The inputs of a group with this key. */
export const inputsOf = (key: string) =>
  fc
    .record(
      {
        groupId: ids,
        type: fc.constantFrom("Public" as const, "ChatRoom" as const),
        name: fc.constantFrom("One", "Two"),
        customFields: fc.constantFrom({}, { team: "sre" }, { team: "dev", "": "" }),
        maxMemberCount: fc.constantFrom(5, 6),
      },
      { requiredKeys: ["groupId", "type", "name"] },
    )
    .map((settings): GroupInputs => ({ ...settings, ...ownedBy(key) }));

/** Declared groups by key: their ids are unique, as after `check`. */
export const declared = fc
  .uniqueArray(keys, { maxLength: 5 })
  .chain((chosen) => fc.tuple(...chosen.map((key) => inputsOf(key).map((inputs) => [key, inputs] as const))))
  .filter((groups) => new Set(groups.map(([, { groupId }]) => groupId)).size === groups.length)
  .map((groups) => new Map(groups));

/** The states of groups by key. */
export const states = fc
  .tuple(declared, fc.nat(2))
  .map(
    ([groups, createTime]) =>
      new Map(
        Array.from(groups, ([key, inputs]): [string, GroupState] => [
          key,
          { ...inputs, ...here, createTime, markKeyId: "key" },
        ]),
      ),
  );

/** What a plan needs of a fleet's state: some groups of it are about to leave, and some are incomplete. */
export const known = fc
  .tuple(states, fc.func(fc.boolean()), fc.func(fc.boolean()))
  .map(([all, isLeaving, isIncomplete]): Pick<FleetState, "__groups" | "__leaving" | "__incomplete"> => {
    const entries = [...all];
    return {
      __groups: packGroups(new Map(entries.filter(([key]) => !isLeaving(key)))),
      __leaving: entries.filter(([key]) => isLeaving(key)).map(([, group]) => group),
      __incomplete: entries.map(([, { groupId }]) => groupId).filter((id) => isIncomplete(id)),
    };
  });
