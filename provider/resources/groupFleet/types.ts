import type { AppLocation } from "../../ownership/appLocation";
import type { OwnerInputs } from "../../ownership/owner";
import type { GroupInputs, GroupState } from "../group/schema/types";

/** The settings of one group, as declared. */
export type GroupSettings = Readonly<Partial<Omit<GroupInputs, keyof OwnerInputs | "__ttl">>>;

/** The inputs of a fleet after `check`: as declared, and the id of each group. */
export interface FleetInputs extends OwnerInputs {
  readonly groups?: Readonly<Record<string, GroupSettings>>;
  readonly count?: number;
  readonly template?: GroupSettings;
  readonly defaults?: GroupSettings;
  readonly ids: Readonly<Record<string, string>>;
  readonly __ttl?: string;
}

/** What the state has of each group; what all have in common is there once. */
export interface PackedGroups {
  readonly shared: Readonly<Record<string, unknown>>;
  /** By key: what differs from `shared`. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface FleetState extends OwnerInputs, Required<AppLocation> {
  /** By key: the ids of the groups that exist. */
  readonly ids: Readonly<Record<string, string>>;
  readonly __ttl?: string;
  /** The id of the resource: an alias renames a fleet, and its id stays. */
  readonly __id: string;
  readonly __groups: PackedGroups;
  /** Groups that are no longer declared and could not be disbanded yet. */
  readonly __leaving?: readonly GroupState[];
  /** Their ids, since the state is encrypted. */
  readonly __leavingIds?: readonly string[];
  /** The ids of groups whose create or update failed partway: their states say what they were to become. */
  readonly __incomplete?: readonly string[];
}

/** The groups of a fleet by key. */
export type Groups<T> = ReadonlyMap<string, T>;
