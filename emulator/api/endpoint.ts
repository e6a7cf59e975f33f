import type { AppState } from "../state/appState";
import type { Group } from "../state/group";
import { isGroupId } from "../state/groupId";
import type { BeforeCommand, WebhookEvent } from "../webhooks/catalogue";
import { type Fields, refuse } from "../wire/answer";
import { toStrict } from "./lenient";
import { type Body, InvalidField, type JsonObject, object, type Rule, type Shape, text } from "./shape";

/** A call that has passed the checks common to all endpoints. */
export interface Call {
  readonly app: AppState;
  /** The admin who signed the request. */
  readonly caller: string;
  /** Returns whether a fault hides this existing group from the call. */
  isHidden(group: Group): boolean;
}

/** One endpoint of the service, as the registry lists it. */
export interface Endpoint {
  /** `service/command`, e.g. `group_open_http_svc/destroy_group`. */
  readonly path: string;
  /** Maximum calls per second and SDKAppID (doc 34381, and each command's page). */
  readonly rate: number;
  /** Whether the endpoint is a write. */
  readonly writes: boolean;
  /** Fields of every answer in addition to the envelope, failures included. */
  readonly always: Fields;
  /** Checks the body's fields (in lenient mode after translating them). */
  prepare(body: JsonObject, lenient: boolean): PreparedCall;
}

/** A call whose fields are checked. */
export interface PreparedCall {
  /** Returns what a webhook of the app is asked before the call is executed, if anything. */
  before(call: Call): WebhookEvent<BeforeCommand> | undefined;
  /** Executes the call. `answer`: that of the webhook, empty if none was asked. */
  run(call: Call, answer: JsonObject): Fields;
}

export interface EndpointDefinition<S extends Shape> {
  readonly path: string;
  /** Default 200, as for every API without a documented rate (doc 34620). */
  readonly rate?: number;
  readonly writes: boolean;
  /** ErrorCode for a missing, unknown or invalid field. Default 10004. */
  readonly invalid?: number;
  /** Fields of every answer, failures included. Default none. */
  readonly always?: Fields;
  readonly body: S;
  /** What a webhook is asked before the call is executed. Default: nothing. */
  readonly before?: (call: Call, body: Body<S>) => WebhookEvent<BeforeCommand> | undefined;
  /** `answer`: that of the webhook, empty if none was asked. */
  readonly run: (call: Call, body: Body<S>, answer: JsonObject) => Fields;
}

export function endpoint<S extends Shape>(definition: EndpointDefinition<S>): Endpoint {
  const { path, rate = 200, writes, invalid = 10004, always = {}, before, run } = definition;
  const read = object(definition.body);
  const orRefuse = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw error instanceof InvalidField ? error.toApiError(invalid) : error;
    }
  };
  return {
    path,
    rate,
    writes,
    always,
    prepare: (json, lenient) => {
      const body = orRefuse(() => read(lenient ? toStrict(json, read) : json, ""));
      return {
        before: (call) => orRefuse(() => before?.(call, body)),
        run: (call, answer) => orRefuse(() => run(call, body, answer)),
      };
    },
  };
}

/** A field with a UserID. The service's HTTP layer refuses anything but a string (60015, doc 34620). */
export const account: Rule<string> = (value, at) => {
  if (typeof value !== "string") throw new InvalidField("body account invalid", 60015);
  return text({ min: 1, max: 32 })(value, at);
};

/** Returns the existing group. 10015: not a possible group id; 10010: not found (destroy_group page). */
export function existing(call: Call, groupId: string): Group {
  if (!isGroupId(groupId)) refuse(10015, "invalid group id");
  const group = call.app.groups.get(groupId);
  return group === undefined || call.isHidden(group) ? refuse(10010, "this group does not exist") : group;
}

/** Returns all groups that are not hidden, in the order of creation. */
export function allGroups(call: Call): readonly Group[] {
  return [...call.app.groups.values()].filter((group) => !call.isHidden(group));
}

export function mustBeImported(call: Call, accounts: Iterable<string>): void {
  for (const userId of accounts)
    if (!call.app.accounts.has(userId)) refuse(10019, `the account ${userId} does not exist`);
}
