import type { Transport, TransportRequest, TransportResponse } from "../../../chat";
import { AxiosTransport } from "../../../chat/core/axiosTransport";

/** The client's own transport, which also compares the service's clock with the one of this machine. */
export class TimedTransport implements Transport {
  readonly #transport = new AxiosTransport();
  /** By how many milliseconds the clock of this machine is ahead; undefined if no answer said the time. Exact to a second. */
  aheadMs: number | undefined;

  async request(request: TransportRequest): Promise<TransportResponse> {
    const sent = Date.now();
    const response = await this.#transport.request(request);
    const service = response.date === undefined ? Number.NaN : Date.parse(response.date);
    // A Date header has no milliseconds: on average, half a second is cut off.
    if (!Number.isNaN(service)) this.aheadMs = (sent + Date.now()) / 2 - (service + 500);
    return response;
  }

  close(): void {
    this.#transport.close();
  }
}
