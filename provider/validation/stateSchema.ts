import { OperationError } from "../errors";
import type { Properties, ResourceHandler } from "../handler";
import { identityText, isIdentity, parseNames } from "../ownership/owner";
import { customSchema } from "./objectSchema";
import { mustBe } from "./problem";
import { failuresOf, failureText } from "./schema";

export type StateOperation = "diff" | "read" | "update" | "delete";

/**
 * Returns the state if it is valid. Only an edit by hand makes an invalid one. That is reported before anything is
 * done, because an incomplete state could bypass a guard, or a check of the app.
 *
 * @param id of the resource, which must match the state
 * @throws OperationError if the state is damaged
 */
export function validateState<O>(
  handler: Pick<ResourceHandler<never, O>, "stateSchema" | "idOf" | "isReadOnly" | "displayName">,
  operation: StateOperation,
  id: string,
  state: Properties,
): O {
  const validState = state as O;
  if (operation === "read" && handler.isReadOnly?.(state)) return validState;
  const problems = failuresOf(handler.stateSchema, state).map(failureText);
  if (problems.length === 0 && handler.idOf !== undefined && handler.idOf(validState) !== id)
    problems.push("its ids are those of another resource");
  if (problems.length === 0) return validState;
  const displayName = handler.displayName(id, state);
  const nameWithId = displayName.includes(id) ? displayName : `${displayName} (id ${id})`;
  throw new OperationError(
    `Cannot ${operation === "diff" ? "compare" : operation} the ${nameWithId}: its state is damaged, as after an edit by hand.\n` +
      `${problems.map((problem) => `  - ${problem}`).join("\n")}\nNothing was changed. ${recoveryAdvice(operation)}`,
  );
}

function recoveryAdvice(operation: StateOperation): string {
  const next =
    operation === "delete"
      ? "To delete it in the service as well, then declare it again, run `pulumi up`, and delete it."
      : 'Then run `pulumi up`: it adopts what provably belongs to this stack, and refuses the rest unless the resource has adopt: "always".';
  return (
    "Restore an earlier state with `pulumi stack import`, or remove this resource from the state with `pulumi state delete <urn>`, " +
    `which leaves it alone in the service. ${next}`
  );
}

const appId = customSchema((value) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? undefined : mustBe("the SDKAppID of the app", value),
);

const owner = customSchema((value) =>
  typeof value === "string" && parseNames(value) !== undefined
    ? undefined
    : mustBe("organization/project/stack/name", value),
);

const identity = customSchema((value) =>
  typeof value === "string" && isIdentity(value) ? undefined : mustBe(identityText, value),
);

const service = customSchema((value) =>
  typeof value === "string" && value !== "" ? undefined : mustBe("text", value),
);

/** The properties of every state. */
export const commonStateSchema = { __identity: identity, __managedBy: owner, sdkAppId: appId, service } as const;

/** Unix seconds. */
export const timeSchema = customSchema((value) =>
  typeof value === "number" ? undefined : mustBe("a time in Unix seconds", value),
);

export const textSchema = customSchema((value) =>
  typeof value === "string" && value !== "" ? undefined : mustBe("text", value),
);

/** A map of text values. */
export const textMapSchema = customSchema((value) =>
  isMap(value) && Object.values(value).every((item) => typeof item === "string")
    ? undefined
    : mustBe("a map of keys to texts", value),
);

/** A list whose items are all valid. */
export function listOfSchema(what: string, isValid: (item: unknown) => boolean) {
  return customSchema((value) =>
    Array.isArray(value) && value.every(isValid) ? undefined : mustBe(`a list of ${what}`, value),
  );
}

export const isText = (value: unknown): value is string => typeof value === "string";

export function isMap(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
