import type { Profile, ProfileChanges } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { chatErrorOf } from "../../reconcile/indeterminate";
import { reconcile } from "../../reconcile/reconcile";
import { storedValueText } from "../../reconcile/storedValue";
import { changesOf, toProfile } from "./diff";
import type { FoundUser, UserInputs, UserKind } from "./types";

const missing = Symbol("missing");
type Difference = ProfileChanges | typeof missing;

/**
 * Creates the user if it does not exist, and brings its profile to the declared state.
 *
 * @param before the inputs of the previous update; undefined in a create
 * @param found the user, as it was read just before; undefined: there is none
 * @param onMayExist called once a create has, or may have, taken effect
 */
export function reconcileUser<I extends UserInputs>(
  kind: UserKind<I>,
  inputs: I,
  before: I | undefined,
  found: FoundUser | undefined,
  operation: OperationContext,
  onMayExist: () => void,
): Promise<void> {
  const { userId } = inputs;
  let exists = found !== undefined;
  let isImported = false;
  /** As it was read last; undefined where the service does not return it. */
  let actual: Profile | undefined;

  /** @param assumed the profile where the service does not return it */
  const changes = ({ profile }: FoundUser, assumed: I) => {
    actual = profile;
    return changesOf(inputs, before ?? {}, profile ?? toProfile(assumed));
  };

  return reconcile<Difference>(
    found === undefined ? missing : changes(found, before ?? inputs),
    {
      async diff() {
        exists ||= await kind.exists(userId, operation);
        if (!exists) return missing;
        const profile = await kind.readProfile(userId, operation);
        if (isImported && isImportedByOthers(inputs, profile)) throw new ConcurrentlyImported(profile);
        isImported = false;
        return changes({ profile }, inputs);
      },
      async apply(difference, call) {
        const { client, startBy } = operation;
        if (difference !== missing) return client.profiles.set(userId, difference, call);
        const error = await chatErrorOf(kind.create(inputs, client, { ...call, startBy }));
        isImported = error === undefined;
        exists = isImported;
        if (error === undefined || error.isIndeterminate) onMayExist();
        if (error !== undefined) throw error;
      },
      notApplied: (difference) => notApplied(kind.word, inputs, difference, actual),
    },
    operation,
  );
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
