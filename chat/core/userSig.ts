import { Api } from "tls-sig-api-v2/TLSSigAPIv2.js";
import type { Clock } from "../base/clock";

/** 48 hours: the service advises against less than 24 (text of code 70001, doc 34348). */
const VALID_SECONDS = 48 * 3600;
/** Renewed at half its lifetime, so a UserSig in use is valid for at least another day. */
const RENEW_AFTER_MS = (VALID_SECONDS / 2) * 1000;
/** Another renewal within this time can't help: the key must be wrong, and more failed checks lead to 70050. */
const RENEWAL_PAUSE_MS = 60_000;

export interface Signature {
  readonly value: string;
  /** A running number: two signatures created within one second have the same text. */
  readonly generation: number;
}

/** Caches the admin's UserSig: created at first use, renewed early, and renewed when the service refuses it. */
export class UserSigSource {
  readonly #api: Api;
  readonly #userId: string;
  readonly #clock: Clock;
  #current: Signature | undefined;
  #createdAt = 0;
  #renewedAt: number | undefined;

  constructor(sdkAppId: number, secretKey: string, userId: string, clock: Clock) {
    this.#api = new Api(sdkAppId, secretKey);
    this.#userId = userId;
    this.#clock = clock;
  }

  current(): Signature {
    const age = this.#clock.now() - this.#createdAt;
    // The age is negative if the clock was set back: the UserSig's own timestamp is wrong then as well.
    if (this.#current === undefined || age >= RENEW_AFTER_MS || age < 0) return this.#create();
    return this.#current;
  }

  /**
   * Returns a signature to replace a refused one; undefined if the refused one was itself created a moment ago after a
   * refusal. A thousand calls that are refused at once create one new signature, not a thousand.
   */
  replace(refused: Signature): Signature | undefined {
    if (this.#current !== undefined && this.#current.generation !== refused.generation) return this.#current;
    const now = this.#clock.now();
    if (this.#renewedAt !== undefined && Math.abs(now - this.#renewedAt) < RENEWAL_PAUSE_MS) return undefined;
    this.#renewedAt = now;
    return this.#create();
  }

  /** Returns the secret text for the redactor. */
  reveal(): string | undefined {
    return this.#current?.value;
  }

  #create(): Signature {
    this.#createdAt = this.#clock.now();
    this.#current = {
      value: this.#api.genUserSig(this.#userId, VALID_SECONDS),
      generation: (this.#current?.generation ?? 0) + 1,
    };
    return this.#current;
  }
}
