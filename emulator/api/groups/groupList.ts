import { GROUP_TYPES } from "../../state/groupTypes";
import { allGroups, endpoint } from "../endpoint";
import { InvalidField, integer, oneOf, optional } from "../shape";

const MAX_PAGE = 10_000;

/** Cursors start here: beyond 32 bits, because the real ones are unsigned 64-bit numbers that a client must not truncate. */
const CURSOR_BASE = 2 ** 33;

/** Lists the ids of an app's groups in the order of creation, paged (doc 34960). One call per second. */
export const getAppidGroupList = endpoint({
  path: "group_open_http_svc/get_appid_group_list",
  rate: 1,
  writes: false,
  body: {
    Limit: optional(integer(1, MAX_PAGE)),
    Next: optional(integer(0, Number.MAX_SAFE_INTEGER)),
    GroupType: optional(oneOf(...GROUP_TYPES, "BChatRoom")),
  },
  run: (call, { Limit = MAX_PAGE, Next = 0, GroupType }) => {
    if (Next !== 0 && Next < CURSOR_BASE) throw new InvalidField("Next must be 0 or the Next of the previous answer");
    const all = allGroups(call).filter((group) => GroupType === undefined || group.type === GroupType);
    const remaining = all.filter((group) => group.serial > Next - CURSOR_BASE);
    const page = remaining.slice(0, Limit);
    const last = page.at(-1);
    return {
      TotalCount: all.length,
      GroupIdList: page.map((group) => ({ GroupId: group.groupId })),
      Next: last === undefined || page.length === remaining.length ? 0 : CURSOR_BASE + last.serial,
    };
  },
});
