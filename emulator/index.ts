export { AppHandle, type GroupEdit, type NewGroup } from "./appHandle";
export { type Emulator, startEmulator } from "./emulator";
export { type Fault, type FaultHandle, FaultPlan, type FaultRule, type Moment } from "./faults";
export { Journal, type JournalCriteria, type JournalEntry, type JournalFilter } from "./journal";
export { type Clock, DEFAULT_APP, type EmulatorApp, type EmulatorOptions, type TextLimits } from "./options";
export type { Account, Counts } from "./state/appState";
export type { GroupSnapshot, Member, Notice, Role } from "./state/group";
export type { GroupType } from "./state/groupTypes";
