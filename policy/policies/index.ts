import { ephemeralGroups } from "./ephemeralGroups";
import { ephemeralStack } from "./ephemeralStack";
import { groupTypes } from "./groupTypes";
import { lifetime } from "./lifetime";
import { names } from "./names";
import { production } from "./production";

export const policies = [ephemeralStack, ephemeralGroups, lifetime, production, names, groupTypes];
