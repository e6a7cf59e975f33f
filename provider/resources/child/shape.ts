import { z } from "zod";
import { argument, oneOf, ownerShape, wrong } from "../../validation";
import { adoptions } from "../group/rules";

const groupIdText = "the id of a group: 1 to 48 bytes of printable ASCII";

/** The inputs that every part of a group has. The group may be anybody's, so that ids of the service's own making are fine. */
export const childShape = {
  groupId: argument(
    "group",
    z
      .string({ error: (issue) => wrong(groupIdText, issue.input) })
      .regex(/^[\x20-\x7e]{1,48}$/, { error: (issue) => wrong(groupIdText, issue.input) }),
  ),
  adopt: oneOf(adoptions).optional(),
  ...ownerShape,
};
