/** The Chat REST API in TypeScript. Knows nothing of Pulumi. */
export { type Account, AccountsApi, type DeletedAccount } from "./accounts";
export { AttributesApi } from "./attributes";
export { type Clock, systemClock } from "./base/clock";
export { type Logger, silentLogger } from "./base/logger";
export { redact, sanitize } from "./base/redact";
export { type Chatbot, ChatbotsApi } from "./chatbots";
export { ChatClient } from "./client";
export type { CallOptions } from "./core/apiCaller";
export type { Envelope } from "./core/envelope";
export {
  type FailurePhase,
  type Transport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "./core/transport";
export { CountersApi, type CounterValues } from "./counters";
export { type Endpoint, type EndpointPath, endpointFor, endpoints, type GroupLimit } from "./endpoints";
export { type CodeInfo, describeCode, type ErrorClass } from "./errorCodes";
export { ApiError, CancelledError, ChatError, type ChatErrorDetails, OptionError, TransportError } from "./errors";
export type {
  AddMemberResult,
  ApplyJoinOption,
  CreateGroupRequest,
  GroupChanges,
  GroupInfo,
  GroupProfile,
  GroupType,
  InviteJoinOption,
} from "./group/types";
export { GroupsApi } from "./groups";
export type { JoinedGroup, JoinedGroupsQuery } from "./member/joinedGroups";
export type { MemberListQuery } from "./member/list";
export type { AddedMember, AddOptions, RemoveOptions } from "./member/membership";
export { PERMANENT, type Restriction } from "./member/restrictions";
export type { MemberChanges, MemberField, MemberInfo, MemberQuery, MemberRole, MessageFlag } from "./member/types";
export { MembersApi } from "./members";
export type { ChatClientOptions } from "./options";
export { type Profile, type ProfileChanges, ProfilesApi, type ProfilesFound, type ProfileTag } from "./profiles";
export { isRegion, type Region, regionDomains, regions } from "./regions";
export { type OnlineMember, RoomsApi } from "./rooms";
export { serviceOf } from "./service";
export type { CreateTopicRequest, TopicChanges, TopicInfo, TopicProfile } from "./topic/types";
export { type DestroyedTopic, TopicsApi } from "./topics";
