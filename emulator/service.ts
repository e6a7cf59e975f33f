import type { Call, Endpoint, PreparedCall } from "./api/endpoint";
import { accountsOf, groupIdsOf } from "./api/named";
import { commandOf, endpointAt } from "./api/registry";
import type { JsonObject } from "./api/shape";
import type { Fault } from "./faults/fault";
import { type FaultPlan, hidesGroup, takesEffect } from "./faults/plan";
import { applyRewrite } from "./faults/rewrite";
import { notFound } from "./handle/handleError";
import type { Journal, JournalEntry } from "./journal";
import type { Settings } from "./options";
import { AppState } from "./state/appState";
import type { Group } from "./state/group";
import { AppWebhook } from "./webhooks/appWebhook";
import type { BeforeCommand, WebhookEvent } from "./webhooks/catalogue";
import type { Deliveries } from "./webhooks/deliveries";
import { requestOverLimit } from "./webhooks/otherEvents";
import { type Answer, ApiError, type Fields, failure, refuse, success } from "./wire/answer";
import { Gate } from "./wire/gate";
import { parseBody, toJson } from "./wire/json";
import { claimedApp, readQuery } from "./wire/query";

/** One raw request to the API. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Undefined if it is longer than the limit. */
  readonly body: Uint8Array | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The answer to send, and the fault that changes how it is sent. */
export interface Reply {
  readonly entry: JournalEntry;
  readonly answer: Fields;
  readonly fault: Fault | undefined;
}

/** What is known about a request while it is processed, for the journal. */
interface Findings {
  body?: JsonObject;
  groupIds: readonly string[];
  accounts: readonly string[];
  fault?: Fault;
  effect: boolean;
  /** Fields that the endpoint always answers, failures included. Empty until the request has passed the shared checks. */
  always: Fields;
}

/** The emulated service: holds all apps and processes the requests. */
export class Service {
  private states: ReadonlyMap<number, AppState>;
  private gate: Gate;
  private seq = 0;
  private readonly webhooks: ReadonlyMap<number, AppWebhook>;

  constructor(
    readonly settings: Settings,
    readonly journal: Journal,
    readonly faults: FaultPlan,
    readonly deliveries: Deliveries,
    closing: AbortSignal,
  ) {
    const { apps, clock } = settings;
    this.webhooks = new Map(
      apps.map(({ sdkAppId }) => [sdkAppId, new AppWebhook(sdkAppId, clock, deliveries, closing)]),
    );
    this.resetWebhooks();
    this.states = this.initialStates();
    this.gate = new Gate(settings);
  }

  state(sdkAppId: number): AppState {
    const state = this.states.get(sdkAppId);
    if (state === undefined)
      throw notFound(`the emulator has no app ${sdkAppId}: it has ${[...this.states.keys()].join(", ")}`);
    return state;
  }

  secretKey(sdkAppId: number): string {
    return this.gate.keyOf(this.state(sdkAppId).app.sdkAppId) ?? "";
  }

  rotateKey(sdkAppId: number, secretKey: string): void {
    this.gate.rotateKey(this.state(sdkAppId).app.sdkAppId, secretKey);
  }

  reset(): void {
    this.resetWebhooks();
    this.states = this.initialStates();
    this.gate = new Gate(this.settings);
    this.faults.clear();
    this.journal.clear();
    this.deliveries.clear();
  }

  webhook(sdkAppId: number): AppWebhook {
    return this.state(sdkAppId).webhook;
  }

  private resetWebhooks(): void {
    for (const { sdkAppId, webhook } of this.settings.apps) this.webhooks.get(sdkAppId)?.reset(webhook);
  }

  private initialStates(): ReadonlyMap<number, AppState> {
    const states = new Map<number, AppState>();
    for (const app of this.settings.apps) {
      const webhook = this.webhooks.get(app.sdkAppId);
      if (webhook !== undefined) states.set(app.sdkAppId, new AppState(app, this.settings, webhook));
    }
    return states;
  }

  /** A call that no webhook is asked about takes effect before this returns. */
  async receive(incoming: Incoming): Promise<Reply> {
    const findings: Findings = { groupIds: [], accounts: [], effect: false, always: {} };
    const result = this.answerTo(incoming, findings);
    const answer = applyRewrite(result instanceof Promise ? await result : result, findings.fault);
    const entry = this.entryOf(incoming, findings, answer);
    this.journal.add(entry);
    return { entry, answer, fault: findings.fault };
  }

  private answerTo(incoming: Incoming, findings: Findings): Answer | Promise<Answer> {
    try {
      return this.process(incoming, findings);
    } catch (error) {
      if (error instanceof ApiError) return failure(error.code, error.info, findings.always);
      throw error;
    }
  }

  /** The order of these checks is the emulator's choice: the service's order is not documented. */
  private process(incoming: Incoming, findings: Findings): Answer | Promise<Answer> {
    if (incoming.method !== "POST") refuse(60002, "HTTP parse Error: the method must be POST");
    const endpoint = endpointAt(apiPathOf(incoming.path));
    const claim = readQuery(incoming.query, this.settings.lenient);
    this.gate.authenticate(claim, incoming.at);
    this.countCall(endpoint, claim.sdkAppId, incoming.at);
    if (incoming.body === undefined)
      refuse(60002, `HTTP parse Error: the body is over ${this.settings.maxBodyBytes} bytes`);
    const body = parseBody(incoming.body);
    const { always } = endpoint;
    Object.assign(findings, { body, groupIds: groupIdsOf(body), accounts: accountsOf(body), always });
    const prepared = endpoint.prepare(body, this.settings.lenient);
    const app = this.state(claim.sdkAppId);
    const target = {
      path: endpoint.path,
      api: commandOf(endpoint.path),
      sdkAppId: claim.sdkAppId,
      groupIds: findings.groupIds,
      accounts: findings.accounts,
      groups: app.groups,
    };
    const rule = this.faults.next(target);
    const fault = rule?.fault;
    if (fault !== undefined) findings.fault = fault;
    const isHidden = (group: Group): boolean => hidesGroup(rule, group.groupId);
    const call = { app, caller: claim.identifier, isHidden };
    const answered = (answer: Answer): Answer =>
      fault?.kind === "errorCode"
        ? failure(fault.code, fault.info ?? "injected by the emulator's fault plan", always)
        : answer;
    if (!takesEffect(fault)) return answered(success());
    const question = questionOf(endpoint, prepared, call);
    if (question === undefined) return answered(execute(endpoint, prepared, call, findings));
    if ("ErrorCode" in question) return answered(question);
    return app.webhook
      .ask(question, "RESTAPI")
      .then(({ refusal, answer }) =>
        answered(
          refusal === undefined
            ? execute(endpoint, prepared, call, findings, answer)
            : failure(refusal.code, refusal.info, always),
        ),
      );
  }

  private countCall(endpoint: Endpoint, sdkAppId: number, at: number): void {
    try {
      this.gate.countCall(endpoint, sdkAppId, at);
    } catch (error) {
      // How often the service reports this is unconfirmed: once per refused call here.
      this.state(sdkAppId).webhook.report(requestOverLimit(endpoint.path, endpoint.rate + 1, endpoint.rate), "RESTAPI");
      throw error;
    }
  }

  private entryOf(incoming: Incoming, findings: Findings, answer: Fields): JournalEntry {
    this.seq += 1;
    const { fault } = findings;
    const { ErrorCode, ErrorInfo } = fault === undefined || WITH_SERVICE_ANSWER.has(fault.kind) ? answer : {};
    return {
      seq: this.seq,
      at: incoming.at,
      method: incoming.method,
      sdkAppId: claimedApp(incoming.query),
      api: API_PATH.exec(incoming.path)?.[2] ?? "",
      path: withoutSecrets(incoming.path),
      body: findings.body,
      httpStatus: statusOf(fault),
      errorCode: typeof ErrorCode === "number" ? ErrorCode : undefined,
      errorInfo: typeof ErrorInfo === "string" ? ErrorInfo : "",
      outcome: fault !== undefined ? "fault" : ErrorCode === 0 ? "ok" : "refused",
      fault: fault?.kind,
      groupIds: findings.groupIds,
      accounts: findings.accounts,
      effect: findings.effect,
    };
  }
}

/** Returns what the app's webhook is asked before the call; a refusal if the call is not possible anyway. */
function questionOf(
  endpoint: Endpoint,
  prepared: PreparedCall,
  call: Call,
): WebhookEvent<BeforeCommand> | Answer | undefined {
  if (call.app.webhook.settings === undefined) return undefined;
  try {
    const question = prepared.before(call);
    return question !== undefined && call.app.webhook.asks(question.command) ? question : undefined;
  } catch (error) {
    if (error instanceof ApiError) return failure(error.code, error.info, endpoint.always);
    throw error;
  }
}

/** Executes the call. A refusal is returned, not thrown, because a fault may still replace it. */
function execute(
  endpoint: Endpoint,
  prepared: PreparedCall,
  call: Call,
  findings: Findings,
  beforeAnswer: JsonObject = {},
): Answer {
  try {
    const answer = success({ ...prepared.run(call, beforeAnswer), ...endpoint.always });
    const { maxAnswerBytes } = call.app.settings;
    if (!endpoint.writes && Buffer.byteLength(toJson(answer)) > maxAnswerBytes)
      return failure(10018, `the answer is over ${maxAnswerBytes} bytes, ask for less`, endpoint.always);
    findings.effect = endpoint.writes;
    if (typeof answer.GroupId === "string") findings.groupIds = [answer.GroupId];
    return answer;
  } catch (error) {
    if (error instanceof ApiError) return failure(error.code, error.info, endpoint.always);
    throw error;
  }
}

/** Faults after which an answer with the service's envelope is sent. */
const WITH_SERVICE_ANSWER: ReadonlySet<Fault["kind"]> = new Set(["errorCode", "delay", "rewrite", "lag"]);

const API_PATH = /^\/v4\/([A-Za-z0-9_]+)\/([A-Za-z0-9_]+)$/;

function apiPathOf(path: string): string {
  const [, service, command] =
    API_PATH.exec(path) ?? refuse(60002, "HTTP parse Error: the path must be /v4/service/command");
  return `${service}/${command}`;
}

/** Hides long path segments: a client with a wrong URL may have put its signature into the path. */
function withoutSecrets(path: string): string {
  return path.replace(/[^/?&=]{64,}/g, "[hidden]").slice(0, 200);
}

function statusOf(fault: Fault | undefined): number | undefined {
  if (fault === undefined) return 200;
  if (fault.kind === "http") return fault.status;
  return fault.kind === "reset" || fault.kind === "hang" || fault.kind === "halfAnswer" ? undefined : 200;
}
