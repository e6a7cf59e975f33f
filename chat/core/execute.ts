import { linkSignals } from "../base/abort";
import type { Clock } from "../base/clock";
import type { Logger } from "../base/logger";
import type { Endpoint } from "../endpoints";
import { type Reader, type Reading, readAnswer } from "./envelope";
import { type CallSummary, cancelledError, errorFor, rateLimitTimeoutError } from "./errorFactory";
import { type Failure, mayHaveTakenEffect } from "./failure";
import { type Limiter, RateLimitTimeout, type Release } from "./rateLimit/limiter";
import { decideRetry, type RetryDecision } from "./retry";
import { type Transport, TransportFailure } from "./transport";
import type { Signature, UserSigSource } from "./userSig";

/** What a call needs from its client. */
export interface ExecuteContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly userSig: UserSigSource;
  readonly timeoutMs: number;
  readonly urlFor: (signature: Signature) => string;
  readonly redact: (text: string) => string;
}

export interface CallRequest<T> {
  readonly endpoint: Endpoint;
  /** JSON text. */
  readonly body: string;
  readonly reader: Reader<T>;
  /** Absolute, on the clock. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Stops what has not gone out yet. */
  readonly startBy: AbortSignal | undefined;
  /** "notFound" is lag. */
  readonly retriesNotFound: boolean;
}

/**
 * After a write that may not be repeated blindly and that got no answer, the caller has to look. A wait that used up all
 * the time left would end with a group that nobody knows of.
 */
const READ_BACK_SHARE = 1 / 3;

/** One call with all its tries: turn, request, answer, decision. Resolves with what the reader took, or rejects with a ChatError. */
export function execute<T>(context: ExecuteContext, request: CallRequest<T>): Promise<T> {
  return new Call(context, request).run();
}

class Call<T> {
  readonly #tools: ExecuteContext;
  readonly #job: CallRequest<T>;
  readonly #started: number;
  #signature: Signature;
  #tries = 0;
  #open = false;
  #resigned = false;
  #last: Failure | undefined;

  constructor(context: ExecuteContext, request: CallRequest<T>) {
    this.#tools = context;
    this.#job = request;
    this.#started = context.clock.now();
    this.#signature = context.userSig.current();
  }

  async run(): Promise<T> {
    for (;;) {
      const release = await this.#turn();
      const reading = await this.#try().finally(release);
      if (reading.ok) {
        this.#tools.logger.debug(`${this.#job.endpoint.api}: ok, try ${this.#tries}, ${this.#elapsed()} ms`);
        return reading.value;
      }
      this.#last = reading.failure;
      this.#open ||= mayHaveTakenEffect(reading.failure);
      if (this.#job.signal.aborted) throw cancelledError(this.#ending());
      await this.#prepareNext(reading.failure);
    }
  }

  async #turn(): Promise<Release> {
    const { limiter } = this.#tools;
    const { signal, startBy, deadline } = this.#job;
    const link = linkSignals(signal, startBy);
    try {
      return await limiter.acquire(link.signal, deadline);
    } catch (error) {
      if (link.signal.aborted) throw cancelledError(this.#ending());
      if (!(error instanceof RateLimitTimeout)) throw error;
      throw this.#last === undefined
        ? rateLimitTimeoutError(error.waiting, this.#ending())
        : errorFor(this.#last, this.#ending());
    } finally {
      link.unlink();
    }
  }

  async #try(): Promise<Reading<T>> {
    const { transport, timeoutMs, urlFor, clock, userSig } = this.#tools;
    const { endpoint, body, reader, deadline, signal } = this.#job;
    const share = endpoint.repeat === "unsafe" ? 1 - READ_BACK_SHARE : 1;
    const timeLeft = Math.max(1, Math.floor((deadline - clock.now()) * share));
    this.#tries += 1;
    // After a long wait the sig may have been renewed.
    if (!this.#resigned) this.#signature = userSig.current();
    try {
      const response = await transport.request({
        url: urlFor(this.#signature),
        body,
        timeoutMs: Math.min(timeoutMs, timeLeft),
        signal,
      });
      return readAnswer(endpoint.api, response, reader);
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw this.#foreign(error);
      const nature = error.permanent ? "lasting" : "passing";
      return {
        ok: false,
        failure: { kind: "wire", sent: error.phase === "unknown", kindOfFailure: nature, reason: error.reason },
      };
    }
  }

  /** Whatever else a transport throws is not trusted with its text: it may hold the URL. */
  #foreign(error: unknown): Error {
    const name = error instanceof Error ? error.name : typeof error;
    this.#open = true;
    return errorFor(
      { kind: "wire", sent: true, kindOfFailure: "strange", reason: `the transport broke its contract (${name})` },
      this.#ending(),
    );
  }

  /** Waits or re-signs for the next try; throws when there will be none. */
  async #prepareNext(failure: Failure): Promise<void> {
    const decision = decideRetry({
      failure,
      tries: this.#tries,
      repeat: this.#job.endpoint.repeat,
      resigned: this.#resigned,
      retriesNotFound: this.#job.retriesNotFound,
      random: Math.random(),
    });
    if (decision.kind === "stop") throw errorFor(failure, this.#ending());
    if (decision.kind === "resign") this.#resign(failure);
    else await this.#wait(failure, decision);
  }

  #resign(failure: Failure): void {
    const fresh = this.#tools.userSig.replace(this.#signature);
    if (fresh === undefined) throw errorFor(failure, this.#ending());
    this.#resigned = true;
    this.#signature = fresh;
    this.#tools.logger.info(`${this.#job.endpoint.api}: the UserSig was refused; trying once more with a new one`);
  }

  async #wait(failure: Failure, { ms, slowDown }: RetryDecision & { kind: "wait" }): Promise<void> {
    const { clock, limiter, logger } = this.#tools;
    const { endpoint, deadline, signal } = this.#job;
    if (slowDown) {
      limiter.slowDown();
      logger.warn(
        `${endpoint.api}: refused for its rate; going on at ${Math.round(limiter.currentRate)} calls a second`,
      );
    }
    // A wait that would end after the deadline is time lost for whoever waits.
    if (clock.now() + ms >= deadline) throw errorFor(failure, this.#ending());
    logger.debug(
      `${endpoint.api}: try ${this.#tries} failed (${failure.kind === "api" ? failure.code : this.#tools.redact(failure.reason)}); next in ${ms} ms`,
    );
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      if (signal.aborted) throw cancelledError(this.#ending());
      throw error;
    }
  }

  #elapsed(): number {
    return this.#tools.clock.now() - this.#started;
  }

  #ending(): CallSummary {
    const { api, kind } = this.#job.endpoint;
    return {
      api,
      kind,
      mayHaveTakenEffect: this.#open,
      tries: this.#tries,
      elapsedMs: this.#elapsed(),
      redact: this.#tools.redact,
    };
  }
}
