import assert from "node:assert/strict";
import { request } from "node:http";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";
import { sign } from "./sign";

/** A clock that advances only on request. */
class ManualClock {
  private ms = 1_700_000_000_000;

  now(): number {
    return this.ms;
  }

  advance(ms: number): void {
    this.ms += ms;
  }
}

/** An unparsed answer. */
export interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** An answer's parsed body. */
export interface Answer {
  readonly ActionStatus: string;
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly [field: string]: any;
}

export interface Send {
  readonly method?: string;
  /** The request target: path and query. */
  readonly target: string;
  readonly body?: string | Buffer;
}

const GROUP = "group_open_http_svc";
/** Services of the commands that are not in the group service. */
const SERVICES: Readonly<Record<string, string>> = {
  create_topic: "million_group_open_http_svc",
  destroy_topic: "million_group_open_http_svc",
  get_topic: "million_group_open_http_svc",
  modify_topic: "million_group_open_http_svc",
  get_members: "group_open_avchatroom_http_svc",
  modify_user_info: "group_open_avchatroom_http_svc",
  modify_admin: "group_open_avchatroom_http_svc",
  get_admin_list: "group_open_avchatroom_http_svc",
  check_members: "group_open_avchatroom_http_svc",
  modify_group_msg: "openim",
  sendmsg: "openim",
  batchsendmsg: "openim",
  query_online_status: "openim",
  querystate: "openim",
  group_get_key_values: "openim_msg_ext_http_svc",
  group_set_key_values: "openim_msg_ext_http_svc",
  kick: "im_open_login_svc",
  setnospeaking: "openconfigsvr",
  getnospeaking: "openconfigsvr",
  get_group_attr: "group_open_attr_http_svc",
  account_import: "im_open_login_svc",
  multiaccount_import: "im_open_login_svc",
  account_check: "im_open_login_svc",
  account_delete: "im_open_login_svc",
  portrait_set: "profile",
  portrait_get: "profile",
  create_robot: "openim_robot_http_svc",
  get_all_robots: "openim_robot_http_svc",
  delete_robot: "openim_robot_http_svc",
};

export function pathOf(command: string): string {
  return `/v4/${SERVICES[command] ?? GROUP}/${command}`;
}

/** An emulator with a manual clock for the tests of one `describe`, reset before each test. */
export class Rig {
  readonly clock = new ManualClock();
  private running: Emulator | undefined;

  constructor(options: Omit<EmulatorOptions, "clock"> = {}) {
    before(async () => {
      this.running = await startEmulator({ ...options, clock: this.clock });
    });
    beforeEach(() => this.emulator.reset());
    after(() => this.emulator.close());
  }

  get emulator(): Emulator {
    assert.ok(this.running, "the emulator is started by a before hook");
    return this.running;
  }

  /** Returns the five query parameters, correctly signed at the rig's time. `changes` replaces some; undefined omits one. */
  query(changes: Readonly<Record<string, string | undefined>> = {}): string {
    const app = this.emulator.apps[0];
    assert.ok(app);
    const identifier = app.admins[0] ?? "";
    const time = Math.floor(this.clock.now() / 1000);
    const usersig = sign({ sdkAppId: app.sdkAppId, identifier, key: app.secretKey, time, expire: 3600 });
    const all = {
      sdkappid: String(app.sdkAppId),
      identifier,
      usersig,
      random: "4294967295",
      contenttype: "json",
      ...changes,
    };
    const pairs = Object.entries(all).filter(([, value]) => value !== undefined);
    return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`).join("&");
  }

  /** Calls a command, correctly signed. The answer must be HTTP 200. */
  async call(command: string, body: unknown): Promise<Answer> {
    return JSON.parse(await this.text(command, JSON.stringify(body))) as Answer;
  }

  /** The same with JSON texts, for numbers that are not exact in JavaScript. */
  async text(command: string, body: string): Promise<string> {
    const answer = await this.send({ target: `${pathOf(command)}?${this.query()}`, body });
    assert.equal(answer.status, 200);
    return answer.text;
  }

  /** Like `call`, for a call that must succeed. */
  async ok(command: string, body: unknown): Promise<Answer> {
    const answer = await this.call(command, body);
    assert.equal(answer.ErrorCode, 0, `${command}: ${answer.ErrorCode} ${answer.ErrorInfo}`);
    assert.equal(answer.ActionStatus, "OK");
    return answer;
  }

  /** Calls a command that must change nothing and be refused with this code and, if given, this ErrorInfo. */
  async refused(code: number, command: string, body: unknown, errorInfo?: RegExp): Promise<Answer> {
    const before = this.snapshot();
    const answer = await this.call(command, body);
    assert.equal(answer.ErrorCode, code, `${answer.ErrorCode} ${answer.ErrorInfo}`);
    assert.equal(answer.ActionStatus, "FAIL");
    if (errorInfo !== undefined) assert.match(answer.ErrorInfo, errorInfo);
    assert.deepEqual(this.snapshot(), before);
    return answer;
  }

  /** Returns everything in the first app that a call could change. */
  private snapshot(): unknown {
    const app = this.emulator.app();
    const accounts = app
      .accounts()
      .map((userId) => [
        userId,
        app.account(userId),
        app.onlineStatus(userId),
        app.globallyMuted(userId),
        app.privateMessages(userId),
      ]);
    const groups = app.groups().map((group) => {
      const id = group.groupId;
      const topics = app.topics(id).map((topic) => [topic, app.messages(id, topic.topicId)]);
      const room = [app.online(id), app.marks(id), app.roomAdmins(id)];
      const unread = group.members.map(({ account }) => app.unread(id, account));
      return [group, app.muted(id), app.banned(id), app.counters(id), topics, room, app.messages(id), unread];
    });
    return { accounts, groups, robots: app.robots(), broadcasts: app.broadcasts() };
  }

  async create(type: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const answer = await this.ok("create_group", { Type: type, Name: "a group", ...more });
    return String(answer.GroupId);
  }

  /** Returns the entry of one group in get_group_info. */
  async read(groupId: string, filter?: unknown): Promise<Answer> {
    const answer = await this.ok("get_group_info", {
      GroupIdList: [groupId],
      ...(filter === undefined ? {} : { ResponseFilter: filter }),
    });
    assert.equal(answer.GroupInfo.length, 1);
    return answer.GroupInfo[0] as Answer;
  }

  send({ method = "POST", target, body }: Send): Promise<Raw> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { host: "127.0.0.1", port: this.emulator.port, method, path: target, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString("utf8"),
            }),
          );
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }
}
