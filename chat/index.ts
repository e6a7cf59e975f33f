/** A client of the Chat REST API. Independent of Pulumi. */
export { type Account, AccountsApi, type DeletedAccount } from "./api/accounts";
export { AttributesApi } from "./api/attributes";
export { type Chatbot, ChatbotsApi } from "./api/chatbots";
export { CountersApi, type CounterValues } from "./api/counters";
export type {
  AddMemberResult,
  ApplyJoinOption,
  CreateGroupRequest,
  GroupChanges,
  GroupInfo,
  GroupProfile,
  GroupType,
  InviteJoinOption,
} from "./api/group/types";
export { GroupsApi } from "./api/groups";
export type { JoinedGroup, JoinedGroupsQuery } from "./api/member/joinedGroups";
export type { MemberListQuery } from "./api/member/list";
export type { AddedMember, AddOptions, RemoveOptions } from "./api/member/membership";
export { PERMANENT, type Restriction } from "./api/member/restrictions";
export type { MemberChanges, MemberField, MemberInfo, MemberQuery, MemberRole, MessageFlag } from "./api/member/types";
export { MembersApi } from "./api/members";
export { type Profile, type ProfileChanges, ProfilesApi, type ProfilesFound, type ProfileTag } from "./api/profiles";
export { type OnlineMember, RoomsApi } from "./api/rooms";
export type { CreateTopicRequest, TopicChanges, TopicInfo, TopicProfile } from "./api/topic/types";
export { type DestroyedTopic, TopicsApi } from "./api/topics";
export { type Clock, systemClock } from "./base/clock";
export { type Logger, silentLogger } from "./base/logger";
export { redact, sanitize } from "./base/redact";
export { ChatClient } from "./client";
export { type CodeInfo, describeCode, type ErrorClass } from "./codes";
export type { CallOptions } from "./core/apiCaller";
export type { Envelope } from "./core/envelope";
export {
  type FailurePhase,
  type Transport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "./core/transport";
export { type Endpoint, type EndpointPath, endpointFor, endpoints, type GroupLimit } from "./endpoints";
export { ApiError, CancelledError, ChatError, type ChatErrorDetails, OptionError, TransportError } from "./errors";
export type { ChatClientOptions } from "./options";
export { isRegion, type Region, regionDomains, regions } from "./regions";
export { serviceOf } from "./service";
