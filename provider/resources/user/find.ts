import type { OperationContext, Properties, ReadResult } from "../../handler";
import { locationOf } from "../../ownership/appLocation";
import { discoveredFields } from "./diff";
import type { UserInputs, UserKind } from "./types";

/**
 * Reads a user by its id alone. The user existed before, and no field says who imported it: a delete leaves it alone, unless
 * the program declares adopt: "always".
 */
export async function findUser<I extends UserInputs>(
  kind: UserKind<I>,
  userId: string,
  owner: Properties,
  operation: OperationContext,
): Promise<ReadResult<object, object> | undefined> {
  if (!(await kind.exists(userId, operation))) return undefined;
  const profile = await kind.readProfile(userId, operation);
  const inputs = { userId, ...(profile && discoveredFields(profile, kind.declarable)) };
  return {
    id: userId,
    inputs,
    outputs: { ...inputs, ...owner, ...locationOf(operation.settings), existedBefore: true },
  };
}
