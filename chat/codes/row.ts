/** What kind of failure a code is. Callers branch on this, never on a code or a text. */
export type ErrorClass =
  /** The remote object does not exist: already disbanded, already removed. */
  | "notFound"
  /** It exists already: a group id in use, an invitation already accepted. */
  | "alreadyExists"
  /** The caller, or the type of the group, is not allowed to do this. */
  | "permission"
  /** The credentials are wrong: key, admin, SDKAppID, UserSig. */
  | "authentication"
  /** Rate limit exceeded; refused, so nothing changed. */
  | "throttled"
  /** A temporary fault of the service or the network. */
  | "transient"
  /** Invalid for this input or state; the same call will fail again. */
  | "invalid"
  /** The plan, the contract or a console switch does not include it. */
  | "plan"
  /** A write got no usable answer: it may or may not have taken effect. */
  | "unknownOutcome";

/** How the client reacts to a code beyond its class. */
export interface CodeTraits {
  /** Renew the UserSig and retry, once. */
  readonly renewUserSig?: true;
  /** Never retry. */
  readonly neverRetry?: true;
  /** Maximum number of tries, for a code that may also be a permanent refusal. */
  readonly maxTries?: number;
  /** The limit is per group or user: the rate of the whole API stays as it is. */
  readonly ownLimit?: true;
  /** A user of the request has no account in the app. */
  readonly missingAccount?: true;
  /** Right after a create it may be caused by replication lag. */
  readonly mayBeLag?: true;
}

/** One code or an inclusive range: class, meaning, action. */
export type CodeRow = readonly [
  code: number | readonly [from: number, to: number],
  errorClass: ErrorClass,
  meaning: string,
  action: string,
  traits?: CodeTraits,
];
