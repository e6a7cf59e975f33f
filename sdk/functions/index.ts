/** Functions that read from the service in the program's own process. The first call loads what they need. */

export type {
  GetGroupAttributesArgs,
  GetGroupCountersArgs,
  GetTopicsArgs,
  TopicInfo,
} from "../../provider/functions/contents";
export type {
  FoundGroups,
  GetGroupArgs,
  GetGroupsArgs,
  GetJoinedGroupsArgs,
  GroupInfo,
  JoinedGroup,
  ListGroupsArgs,
} from "../../provider/functions/groups";
export type {
  GetBannedMembersArgs,
  GetGroupMembersArgs,
  GetMutedMembersArgs,
  GetRolesArgs,
  MemberField,
  MemberInfo,
  MemberRole,
  MessageFlag,
  Restriction,
} from "../../provider/functions/members";
export type { GetOnlineMemberCountArgs, GetOnlineMembersArgs, OnlineMember } from "../../provider/functions/rooms";
export type {
  CheckAccountsArgs,
  FoundProfiles,
  GetProfilesArgs,
  ProfileField,
  UserProfile,
} from "../../provider/functions/users";
export * from "./contents";
export type { FunctionInputs } from "./forms";
export * from "./groups";
export * from "./members";
export type { FunctionOptions, FunctionOutputOptions } from "./options";
export * from "./users";
