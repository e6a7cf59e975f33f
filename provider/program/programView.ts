/** A resource of the program, with a key that is unique among all resources. */
export interface ProgramResource {
  readonly key: string;
  /** Its name in messages, such as `Group "room"`. */
  readonly text: string;
  /** The identity that it has; undefined if it is not known yet. */
  readonly identity?: string;
  /** The identity of the provider that it keeps this one for, if that is another: see `keepOwner`. */
  readonly keptFor?: string;
}

/** What a handler may ask about the running program. The keys of objects are those of the handler's own app. */
export interface ProgramView {
  /**
   * Whether a program runs in any provider process of this engine: then a resource that is deleted now was replaced or
   * removed from the program.
   */
  isRunning(): boolean;
  /**
   * Returns the resource that declares an object now: another resource, or the requester itself if it stays in the
   * program and has been replaced. Undefined if the program does not declare the object.
   *
   * @throws OperationError if that resource could not be created or updated, or was not part of this run: to release
   *   the object now would leave it in no state
   */
  managerOf(objectKey: string): ObjectManager | undefined;
  /** Returns another resource that declares an object, whether or not it exists yet: for an update, which may run before it. */
  declarerOf(objectKey: string): ProgramResource | undefined;
  /** Returns the identities of all resources that were declared: a stack that moved between hosts has several. */
  identities(): readonly string[];
  /** Returns another resource that may declare an object but has not been checked yet, and may never be in this run. */
  expectedDeclarer(objectKey: string): { readonly text: string } | undefined;
  /** Whether another resource that declares an object already has it: it was created or updated in this run, or had it before. */
  isManaged(objectKey: string): boolean;
  /** Whether another resource declares anything of a scope, which ends an exclusive claim on it. */
  isShared(scope: string): boolean;
  /**
   * Resolves when the program has declared all that it can before this operation ends, and other resources have these
   * objects that they declare; or after a timeout, since they may depend on this very operation.
   */
  waitForChecks(objectKeys?: readonly string[]): Promise<void>;
  /**
   * Returns the same view for a resource that has many groups, each with a logical name as of a resource of its own.
   *
   * @param nameOf returns the logical name of an object, which derived ids depend on
   */
  withNames(nameOf: (objectKey: string) => string | undefined): ProgramView;
  /** Records that a disband was refused: nothing else may disband the group in this run. */
  refuseDisband(groupId: string): void;
  isDisbandRefused(groupId: string): boolean;
}

/** The resource that manages an object now. */
interface ObjectManager extends ProgramResource {
  /** Whether it is the requester itself: it was replaced, and declares the same object. */
  readonly isSelf: boolean;
}

/** For a function or a command, where no program runs. */
export const noProgram: ProgramView = {
  isRunning: () => false,
  managerOf: () => undefined,
  declarerOf: () => undefined,
  identities: () => [],
  expectedDeclarer: () => undefined,
  isManaged: () => false,
  isShared: () => false,
  waitForChecks: () => Promise.resolve(),
  withNames: () => noProgram,
  refuseDisband: () => {},
  isDisbandRefused: () => false,
};
