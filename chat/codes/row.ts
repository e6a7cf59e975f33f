/** What kind of failure a code is. Callers branch on this, never on a code or a text. */
export type ErrorClass =
  /** The thing is not there: already disbanded, already removed. */
  | "notFound"
  /** It is there already: a taken group id, an invitation already accepted. */
  | "alreadyExists"
  /** The caller, or the type of the group, is not allowed to do this. */
  | "permission"
  /** The credentials are wrong: key, admin, SDKAppID, UserSig. */
  | "authentication"
  /** Too often; refused, so nothing happened. */
  | "throttled"
  /** A fault of the moment, on the service's side or on the way. */
  | "transient"
  /** Wrong for this input or state; the same call will fail again. */
  | "invalid"
  /** The plan, the contract or a console switch does not include it. */
  | "plan"
  /** A write got no usable answer: it may have happened or not. */
  | "unknownOutcome";

/** How the client itself reacts to a code, where its class does not say it all. */
export interface CodeTraits {
  /** A new UserSig may help, once. */
  readonly renewUserSig?: true;
  /** Don't try again at all. */
  readonly neverRetry?: true;
  /** Try at most this often: it can't be told from a lasting refusal. */
  readonly maxTries?: number;
  /** The limit is per group or user, so the speed of the whole API is not to blame. */
  readonly ownLimit?: true;
  /** Right after a create it may mean that not all of the service knows of the group yet. */
  readonly mayBeLag?: true;
}

/** One code, or a range with both ends included: class, meaning, what to do. */
export type CodeRow = readonly [
  code: number | readonly [from: number, to: number],
  errorClass: ErrorClass,
  meaning: string,
  action: string,
  traits?: CodeTraits,
];
