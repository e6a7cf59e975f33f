import type { AppLocation } from "../../ownership/appLocation";
import type { OwnerInputs } from "../../ownership/owner";
import type { GroupInputs, GroupState } from "../group/schema/types";

/** The settings of one group, as declared. */
type GroupSettings = Readonly<Partial<Omit<GroupInputs, keyof OwnerInputs | "__ttl">>>;

/** The inputs of a fleet after `check`: as declared, and the id of each group. */
export interface FleetInputs extends OwnerInputs {
  /** A text if the program gave it without outputs: see `fromJsonText`. */
  readonly groups?: Readonly<Record<string, GroupSettings>> | string;
  readonly count?: number;
  readonly template?: GroupSettings;
  readonly defaults?: GroupSettings;
  readonly ids: Readonly<Record<string, string>>;
  readonly __ttl?: string;
}

export interface FleetState extends OwnerInputs, Required<AppLocation> {
  /** By key: the ids of the groups that exist. */
  readonly ids: Readonly<Record<string, string>>;
  readonly __ttl?: string;
  /** The id of the resource: an alias renames a fleet, and its id stays. */
  readonly __id: string;
  /** What the state has of each group: see `packGroups`. */
  readonly __groups: string;
  /** Groups that are no longer declared and could not be disbanded yet. */
  readonly __leaving?: readonly GroupState[];
  /** Their ids, since the state is encrypted. */
  readonly __leavingIds?: readonly string[];
  /** The ids of groups whose create or update failed partway: their states say what they were to become. */
  readonly __incomplete?: readonly string[];
}

/** The groups of a fleet by key. */
export type Groups<T> = ReadonlyMap<string, T>;
