import { Agent, request } from "node:http";

/** Calls in flight at a time. */
const PARALLEL = 16;

/** Calls an emulated API over connections that are kept open. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: PARALLEL });
  readonly #query: string;

  constructor(
    private readonly url: string,
    userSig: string,
  ) {
    const all = {
      sdkappid: "1400000000",
      identifier: "administrator",
      usersig: userSig,
      random: "1",
      contenttype: "json",
    };
    this.#query = new URLSearchParams(all).toString();
  }

  /** Sends all bodies. Fails if one of them is refused. */
  async callAll(api: string, bodies: readonly unknown[]): Promise<void> {
    let next = 0;
    const work = async () => {
      for (let index = next++; index < bodies.length; index = next++) await this.#call(api, bodies[index]);
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
  }

  close(): void {
    this.#agent.destroy();
  }

  #call(api: string, body: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.url}/v4/${api}?${this.#query}`,
        { method: "POST", agent: this.#agent },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("end", () => {
            if (text.includes('"ErrorCode":0')) resolve();
            else reject(new Error(`${api}: ${text.slice(0, 300)}`));
          });
        },
      );
      outgoing.on("error", reject).end(JSON.stringify(body));
    });
  }
}
