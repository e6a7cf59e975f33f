/** A resource of the program: its key tells it from every other, whatever they manage. */
export interface ProgramResource {
  readonly key: string;
  /** The words for it, such as `Group "room"`. */
  readonly text: string;
}

/** What a handler may ask about the program that the engine runs now. Keys of things are those of its own app. */
export interface ProgramView {
  /** A program runs, in whatever provider process of this engine: what is deleted now was replaced, or is no longer in the program. */
  isRunning(): boolean;
  /**
   * The resource that declares a thing now: another than the one that asks, or that one itself, where it stays in the
   * program and has been replaced. Undefined: the program does not declare it.
   *
   * @throws OperationError where that resource could not be created or updated, or was no part of this run: to let go of the
   *   thing now would leave it in no state
   */
  holderOf(thing: string): Holder | undefined;
  /** Another resource that declares a thing, whether or not it is there already: for an update, which may come before it. */
  declarerOf(thing: string): ProgramResource | undefined;
  /** Another resource that may declare a thing and waits for something: it is still to be checked, or never is in this run. */
  expectedDeclarer(thing: string): { readonly text: string } | undefined;
  /** Whether another resource that declares a thing has it: it was created or updated, or had it before. */
  isManaged(thing: string): boolean;
  /** Whether another resource declares anything of a scope: whoever has all of it to itself does no longer. */
  isShared(scope: string): boolean;
  /**
   * Resolves when the program has declared what it can declare before this operation ends, and others have what they declare
   * of these things; or when that takes too long, since they may wait for this very operation.
   */
  waitForChecks(things?: readonly string[]): Promise<void>;
  /** Remembers that a disband was refused: nothing else may disband the group in this run. */
  refuseDisband(groupId: string): void;
  isDisbandRefused(groupId: string): boolean;
}

/** Who manages a thing now. */
interface Holder extends ProgramResource {
  /** The very resource that asks: it was replaced, and what it declares is the same. */
  readonly isAsking: boolean;
}

/** Where no program runs: for a function, or a command. */
export const noProgram: ProgramView = {
  isRunning: () => false,
  holderOf: () => undefined,
  declarerOf: () => undefined,
  expectedDeclarer: () => undefined,
  isManaged: () => false,
  isShared: () => false,
  waitForChecks: () => Promise.resolve(),
  refuseDisband: () => {},
  isDisbandRefused: () => false,
};
