import { Api } from "tls-sig-api-v2";
import type { Clock } from "../base/clock";

/** 48 hours: the service advises against less than 24 (text of code 70001, doc 34348). */
const VALID_SECONDS = 48 * 3600;
/** Renewed at half its life, so a sig in use is never within a day of its end. */
const RENEW_AFTER_MS = (VALID_SECONDS / 2) * 1000;
/** Re-signing again within this time can't help: the key is wrong then, and more failed checks lead to 70050. */
const REMAKE_PAUSE_MS = 60_000;

export interface Signature {
  readonly value: string;
  /** Counts the signatures made; two made within one second have the same text. */
  readonly generation: number;
}

/** The admin's UserSig: made at first use, kept, renewed early, and made again when the service refuses it. */
export class UserSigSource {
  readonly #api: Api;
  readonly #userId: string;
  readonly #clock: Clock;
  #current: Signature | undefined;
  #madeAt = 0;
  #remadeAt: number | undefined;

  constructor(sdkAppId: number, secretKey: string, userId: string, clock: Clock) {
    this.#api = new Api(sdkAppId, secretKey);
    this.#userId = userId;
    this.#clock = clock;
  }

  current(): Signature {
    const age = this.#clock.now() - this.#madeAt;
    // A clock that was set back makes the age negative: what the sig says about its time is wrong then, too.
    if (this.#current === undefined || age >= RENEW_AFTER_MS || age < 0) return this.#make();
    return this.#current;
  }

  /**
   * A signature to use instead of one the service refused; undefined when there is no hope in another: the refused one
   * was itself made after a refusal a moment ago. A thousand calls refused at once make one new signature, not a thousand.
   */
  replace(refused: Signature): Signature | undefined {
    if (this.#current !== undefined && this.#current.generation !== refused.generation) return this.#current;
    const now = this.#clock.now();
    if (this.#remadeAt !== undefined && Math.abs(now - this.#remadeAt) < REMAKE_PAUSE_MS) return undefined;
    this.#remadeAt = now;
    return this.#make();
  }

  /** For the redactor: the text that must not be shown. */
  reveal(): string | undefined {
    return this.#current?.value;
  }

  #make(): Signature {
    this.#madeAt = this.#clock.now();
    this.#current = {
      value: this.#api.genUserSig(this.#userId, VALID_SECONDS),
      generation: (this.#current?.generation ?? 0) + 1,
    };
    return this.#current;
  }
}
