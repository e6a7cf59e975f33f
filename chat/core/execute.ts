import { linkSignals } from "../base/abort";
import type { Clock } from "../base/clock";
import type { Logger } from "../base/logger";
import type { Endpoint } from "../endpoints";
import { type Reader, type Reading, readAnswer } from "./envelope";
import { type CallSummary, type Clocks, cancelledError, errorFor, rateLimitTimeoutError } from "./errorFactory";
import { type Failure, mayHaveTakenEffect, type WireFailureKind } from "./failure";
import type { OptionTexts } from "./optionTexts";
import { type Limiter, RateLimitTimeout, type Release } from "./rateLimit/limiter";
import { decideRetry, type RetryDecision } from "./retry";
import type { SilenceWatch } from "./silenceWatch";
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
  /** The options in effect, for errors. */
  readonly optionTexts: OptionTexts;
  readonly silenceWatch: SilenceWatch;
  /** The port of a service on this machine; undefined if it is on another one. */
  readonly localPort: string | undefined;
}

export interface CallRequest<T> {
  readonly endpoint: Endpoint;
  /** JSON text. */
  readonly body: string;
  readonly reader: Reader<T>;
  /** Absolute, on the clock. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Prevents a request that was not sent yet. */
  readonly startBy: AbortSignal | undefined;
  /** "notFound" means replication lag. */
  readonly retriesNotFound: boolean;
}

/**
 * The share of the remaining time that is reserved for a read back after an unsafe write without an answer. If the wait
 * used up all the time, a group could exist without being recorded.
 */
const READ_BACK_SHARE = 1 / 3;

/** Executes one call with all its tries: rate limit, request, answer, retry decision. Resolves with the reader's result or rejects with a ChatError. */
export function execute<T>(context: ExecuteContext, request: CallRequest<T>): Promise<T> {
  return new Call(context, request).run();
}

class Call<T> {
  readonly #context: ExecuteContext;
  readonly #request: CallRequest<T>;
  readonly #startedAt: number;
  #signature: Signature;
  #tries = 0;
  #mayHaveTakenEffect = false;
  #userSigRenewed = false;
  #lastFailure: Failure | undefined;
  #clocks: Clocks | undefined;

  constructor(context: ExecuteContext, request: CallRequest<T>) {
    this.#context = context;
    this.#request = request;
    this.#startedAt = context.clock.now();
    this.#signature = context.userSig.current();
  }

  async run(): Promise<T> {
    const end = this.#context.silenceWatch.begin(this.#request.deadline - this.#startedAt);
    try {
      return await this.#runAllTries();
    } finally {
      end();
    }
  }

  async #runAllTries(): Promise<T> {
    for (;;) {
      const release = await this.#waitForTurn();
      const reading = await this.#send().finally(release);
      if (reading.ok) {
        this.#context.logger.debug(`${this.#request.endpoint.api}: ok, try ${this.#tries}, ${this.#elapsed()} ms`);
        return reading.value;
      }
      this.#lastFailure = reading.failure;
      this.#mayHaveTakenEffect ||= mayHaveTakenEffect(reading.failure);
      if (this.#request.signal.aborted) throw cancelledError(this.#summary());
      await this.#prepareNext(reading.failure);
    }
  }

  async #waitForTurn(): Promise<Release> {
    const { limiter } = this.#context;
    const { signal, startBy, deadline } = this.#request;
    const link = linkSignals(signal, startBy);
    try {
      return await limiter.acquire(link.signal, deadline);
    } catch (error) {
      if (link.signal.aborted) throw cancelledError(this.#summary());
      if (!(error instanceof RateLimitTimeout)) throw error;
      throw this.#lastFailure === undefined
        ? rateLimitTimeoutError(error.waiting, this.#summary())
        : errorFor(this.#lastFailure, this.#summary());
    } finally {
      link.unlink();
    }
  }

  async #send(): Promise<Reading<T>> {
    const { transport, timeoutMs, urlFor, clock, userSig, silenceWatch } = this.#context;
    const { endpoint, body, reader, deadline, signal } = this.#request;
    const share = endpoint.repeat === "unsafe" ? 1 - READ_BACK_SHARE : 1;
    const timeLeft = Math.max(1, Math.floor((deadline - clock.now()) * share));
    this.#tries += 1;
    // The UserSig may have been renewed during a long wait.
    if (!this.#userSigRenewed) this.#signature = userSig.current();
    try {
      const response = await transport.request({
        url: urlFor(this.#signature),
        body,
        timeoutMs: Math.min(timeoutMs, timeLeft),
        signal,
      });
      silenceWatch.answered();
      this.#clocks = clocksOf(response.date, clock.now());
      return readAnswer(endpoint.api, response, reader);
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw this.#unexpectedError(error);
      silenceWatch.failed(error.reason);
      const failureKind = this.#failureKindOf(error);
      return {
        ok: false,
        failure: { kind: "wire", sent: error.phase === "unknown", failureKind, reason: error.reason },
      };
    }
  }

  #failureKindOf({ permanent, refused }: TransportFailure): WireFailureKind {
    if (permanent) return "permanent";
    return refused && this.#context.localPort !== undefined ? "notListening" : "temporary";
  }

  /** Hides the text of any other error of a transport: it may contain the URL. */
  #unexpectedError(error: unknown): Error {
    const name = error instanceof Error ? error.name : typeof error;
    this.#mayHaveTakenEffect = true;
    return errorFor(
      {
        kind: "wire",
        sent: true,
        failureKind: "unexpected",
        reason: `the transport threw an unexpected error (${name})`,
      },
      this.#summary(),
    );
  }

  /** Waits or renews the UserSig before the next try. Throws if there is none. */
  async #prepareNext(failure: Failure): Promise<void> {
    const decision = decideRetry({
      failure,
      tries: this.#tries,
      repeat: this.#request.endpoint.repeat,
      userSigRenewed: this.#userSigRenewed,
      retriesNotFound: this.#request.retriesNotFound,
      random: Math.random(),
    });
    if (decision.kind === "stop") throw errorFor(failure, this.#summary());
    if (decision.kind === "renewUserSig") this.#renewUserSig(failure);
    else await this.#wait(failure, decision);
  }

  #renewUserSig(failure: Failure): void {
    const fresh = this.#context.userSig.replace(this.#signature);
    if (fresh === undefined) throw errorFor(failure, this.#summary());
    this.#userSigRenewed = true;
    this.#signature = fresh;
    this.#context.logger.info(`${this.#request.endpoint.api}: the UserSig was refused; retrying with a new one`);
  }

  async #wait(failure: Failure, { ms, slowDown }: RetryDecision & { kind: "wait" }): Promise<void> {
    const { clock, limiter, logger } = this.#context;
    const { endpoint, deadline, signal } = this.#request;
    if (slowDown) {
      limiter.slowDown();
      logger.info(
        `${endpoint.api}: rate limit exceeded; continuing at ${Math.round(limiter.currentRate)} calls per second`,
      );
    }
    // Fail now if the wait would end after the deadline.
    if (clock.now() + ms >= deadline) throw errorFor(failure, this.#summary());
    logger.debug(
      `${endpoint.api}: try ${this.#tries} failed (${failure.kind === "api" ? failure.code : this.#context.redact(failure.reason)}); next in ${ms} ms`,
    );
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      if (signal.aborted) throw cancelledError(this.#summary());
      throw error;
    }
  }

  #elapsed(): number {
    return this.#context.clock.now() - this.#startedAt;
  }

  #summary(): CallSummary {
    const { api, kind } = this.#request.endpoint;
    return {
      api,
      kind,
      mayHaveTakenEffect: this.#mayHaveTakenEffect,
      tries: this.#tries,
      elapsedMs: this.#elapsed(),
      redact: this.#context.redact,
      optionTexts: this.#context.optionTexts,
      localPort: this.#context.localPort,
      clocks: this.#clocks,
    };
  }
}

/** Returns both clocks; undefined if the answer has no valid Date. */
function clocksOf(date: string | undefined, local: number): Clocks | undefined {
  const service = Date.parse(date ?? "");
  return Number.isNaN(service) ? undefined : { local, service };
}
