import type { CallOptions, Profile, ProfileChanges } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { chatErrorOf } from "../../reconcile/indeterminate";
import { reconcile } from "../../reconcile/reconcile";
import { storedValueText } from "../../reconcile/storedValue";
import { changesOf, toProfile } from "./diff";
import type { FoundUser, UserKind } from "./handler";
import type { UserInputs } from "./types";

const missing = Symbol("missing");
type Difference = ProfileChanges | typeof missing;

/** Creates a missing user, and reconciles its profile with the declared one. */
export class UserReconciliation<I extends UserInputs> {
  readonly #kind: UserKind<I>;
  readonly #inputs: I;
  readonly #before: I | undefined;
  readonly #operation: OperationContext;
  #made = false;
  #perhapsMade = false;
  #isImported = false;
  /** As last read; undefined if the service does not return it. */
  #profile: Profile | undefined;

  /** @param before the previously declared inputs; undefined for a create */
  constructor(kind: UserKind<I>, inputs: I, before: I | undefined, operation: OperationContext) {
    this.#kind = kind;
    this.#inputs = inputs;
    this.#before = before;
    this.#operation = operation;
  }

  /** Whether the user may exist now, after a failure. */
  get mayExist(): boolean {
    return this.#perhapsMade;
  }

  /** @param found the user as read just before */
  run(found: FoundUser | undefined): Promise<void> {
    this.#made = found !== undefined;
    this.#perhapsMade = this.#made;
    return reconcile<Difference>(
      found === undefined ? missing : this.#changes(found, this.#before ?? this.#inputs),
      {
        diff: () => this.#look(),
        apply: (difference, call) => this.#write(difference, call),
        notApplied: (difference) => notApplied(this.#kind.word, this.#inputs, difference, this.#profile),
      },
      this.#operation,
    );
  }

  async #look(): Promise<Difference | undefined> {
    const { userId } = this.#inputs;
    // A user who was just created is not checked again.
    if (!this.#made && !(await this.#kind.exists(userId, this.#operation))) return missing;
    this.#made = true;
    const profile = await this.#kind.readProfile(userId, this.#operation);
    if (this.#isImported && isImportedByOthers(this.#inputs, profile)) throw new ConcurrentlyImported(profile);
    this.#isImported = false;
    return this.#changes({ profile }, this.#inputs);
  }

  async #write(difference: Difference, call: CallOptions): Promise<void> {
    const { client, startBy } = this.#operation;
    if (difference !== missing) return client.profiles.set(this.#inputs.userId, difference, call);
    const failure = await chatErrorOf(this.#kind.create(this.#inputs, client, { ...call, startBy }));
    this.#made = failure === undefined;
    this.#isImported = this.#made;
    this.#perhapsMade ||= failure === undefined || failure.isIndeterminate;
    if (failure !== undefined) throw failure;
  }

  /** @param assumed the profile to assume if the service does not return it */
  #changes({ profile }: FoundUser, assumed: I): ProfileChanges | undefined {
    this.#profile = profile;
    return changesOf(this.#inputs, this.#before ?? {}, profile ?? toProfile(assumed));
  }
}

/** Someone else imported the user at the same moment: account_import answers success to both, and keeps the first. */
export class ConcurrentlyImported extends Error {
  constructor(readonly profile: Profile | undefined) {
    super("imported by someone else at the same moment");
  }
}

/** What was sent with the import is stored afterwards, unless the user existed before. The service shows no more than that. */
function isImportedByOthers({ nick, faceUrl }: UserInputs, profile: Profile | undefined): boolean {
  const isOther = (sent: string | undefined, kept: string | undefined) =>
    sent !== undefined && kept !== undefined && kept !== "" && kept.trim().normalize() !== sent.trim().normalize();
  return isOther(nick, profile?.nick) || isOther(faceUrl, profile?.faceUrl);
}

const texts: ReadonlySet<string> = new Set(["nick", "faceUrl", "location", "selfSignature"]);

function notApplied(
  word: string,
  { userId }: UserInputs,
  difference: Difference,
  profile: Profile | undefined,
): OperationError {
  if (difference === missing) {
    return new OperationError(
      `The service answered that it created the ${word} ${userId}, but does not find it. Run \`pulumi up\` again in a minute.`,
    );
  }
  const actual: Readonly<Record<string, unknown>> = { ...profile };
  const lines = Object.entries(difference).map(([name, sent]) =>
    storedValueText({ name, sent, stored: actual[name], isOptional: true, isText: texts.has(name) }),
  );
  return new OperationError(
    `The ${word} ${userId} did not accept ${Object.keys(difference).join(", ")}: the service answered success but kept its own value.` +
      lines.map((line) => `\n  - ${line}`).join(""),
  );
}
