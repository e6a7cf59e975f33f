import { ChatError, describeCode } from "../../../chat";
import { OperationError } from "../../errors";
import { groupDisplayName } from "../../ownership/groupVerdict";
import type { GroupInputs } from "./schema/types";

/** Returns the error for an owner without an account, or the error itself if that is not the cause. */
export function withMissingOwner(doing: string, inputs: GroupInputs, error: unknown): unknown {
  const { ownerAccount } = inputs;
  if (!(error instanceof ChatError) || error.code === undefined || ownerAccount === undefined) return error;
  if (!describeCode(error.code, error.api).traits.missingAccount) return error;
  return new OperationError(
    `Could not ${doing} the ${groupDisplayName(inputs)}: its ownerAccount ${JSON.stringify(ownerAccount)} is not an account of the app (${error.api} answered ${error.code}).\n` +
      `Declare an Account with the userId ${JSON.stringify(ownerAccount)}, and use its output userId as ownerAccount, so that it is created first. Or correct the id.`,
  );
}
