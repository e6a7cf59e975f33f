import { linkSignals } from "../../../chat/base/abort";
import { OperationError, PartialFailure } from "../../errors";
import type { CheckFailure, DiffResult, Properties } from "../../handler";
import { handlers, type Kind } from "../../handlers";
import { ownerInputNames } from "../../ownership/owner";
import type { Program } from "../../program/program";
import { isUnknown, toHostFailure } from "../../validation/schema";
import { providerText } from "../dynamic/providerText";
import { logOnce } from "../engineLog";
import { engineGone } from "../engineWatch";
import { withProperties } from "../hostProperties";
import type { HostSettings } from "../hostSettings";
import { openLargeMaps, withLargeMaps } from "../largeMaps";
import { type Host, type Lifecycle, lifecycle, type OperationLimits } from "../lifecycle";
import { runCancelled } from "../runCancelled";
import { isUpdateCommand } from "./engine/updateCommand";
import { detailedDiff, type PropertyChange } from "./properties/detailedDiff";
import { isInternal, nameFailure, sameValues, toEngine, toHandler } from "./properties/names";
import { previewOutputs } from "./properties/preview";
import { parseUrn } from "./properties/urn";
import { plainOf, type WireProperties, withSecrets } from "./properties/values";
import { InitFailed } from "./server/failure";

/** The engine tells no provider which organization runs it. It is for people alone: the default is that of backends without organizations. */
const organization = () => process.env["PULUMI_ORGANIZATION"] || "organization";

/** No create or disband that was not sent yet starts after Ctrl-C; what was sent is finished. */
const mayStart = linkSignals(engineGone, runCancelled).signal;

/** What the engine sends with an update and a diff. */
interface Change {
  readonly olds: WireProperties;
  readonly oldInputs: WireProperties;
  readonly news: WireProperties;
}

/** How a write runs. */
interface WriteOptions {
  readonly isPreview: boolean;
  /** Seconds; 0 if the program does not say. */
  readonly timeout: number;
}

/** The calls of the engine for resources, in its terms: URNs, secrets, previews, timeouts. */
export class Resources {
  readonly #calls: ReadonlyMap<Kind, Lifecycle>;
  readonly #settings: HostSettings;
  readonly #identity: () => string;

  /** @param identity the identity of the program */
  constructor(settings: HostSettings, program: Program, identity: () => string) {
    // Another default provider of the same stack may have written every state: the engine has one for each version of the plugin.
    const host = {
      settings,
      program,
      isMoved: () => true,
      identity: () => known(identity()),
      deletesWithInputs: true,
    } as const;
    const kinds = Object.keys(handlers) as Kind[];
    this.#calls = new Map(kinds.map((kind) => [kind, callsOf(kind, host)]));
    this.#settings = settings;
    this.#identity = identity;
  }

  async check(
    urn: string,
    olds: WireProperties,
    news: WireProperties,
  ): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }> {
    const { kind, calls, owner } = this.#of(urn);
    const given = { ...toHandler(kind, plainOf(news)), ...owner };
    const { inputs, failures } = await calls.check(toHandler(kind, plainOf(olds)), given);
    const written = { ...toEngine(kind, inputs as Properties), ...hostPropertiesOf(kind) };
    return {
      inputs: marked(kind, written, news),
      failures: failures.map((failure) => toHostFailure(nameFailure(failure))),
    };
  }

  async diff(
    urn: string,
    id: string,
    { olds, oldInputs, news }: Change,
    ignoreChanges: readonly string[] = [],
  ): Promise<DiffResult & { readonly details: readonly PropertyChange[] }> {
    const { kind, calls } = this.#of(urn);
    const [state, formerInputs] = [plainOf(olds), plainOf(oldInputs)];
    refuseIgnoredParts(kind, id, formerInputs, ignoreChanges);
    const inputs = withOwnerOf(state, plainOf(news));
    const found = await calls.diff(id, toHandler(kind, state), toHandler(kind, inputs));
    const difference = found.isMarkPending ? withPendingMark(found) : found;
    const isSame = difference.changes === "none" && difference.replaces.length === 0;
    // Without details, `replaceOnChanges` replaces nothing.
    if (isSame || difference.isOtherFormOnly) return { ...difference, details: [] };
    return { ...difference, details: detailedDiff(state, formerInputs, inputs, difference.replaces) };
  }

  async create(
    urn: string,
    news: WireProperties,
    options: WriteOptions,
  ): Promise<{ readonly id: string; readonly outputs: Properties }> {
    const { kind, calls } = this.#of(urn);
    const inputs = plainOf(news);
    if (options.isPreview) return { id: "", outputs: this.#preview(kind, inputs, news, undefined) };
    requireIdentity(inputs);
    const { id, outputs } = await keeping(kind, news, calls.create(toHandler(kind, inputs), limitsOf(options)));
    return { id, outputs: stateOf(kind, outputs, news) };
  }

  /**
   * @param state undefined if only the id is known: an import
   * @param inputs those of the state
   */
  async read(
    urn: string,
    id: string,
    state: WireProperties | undefined,
    inputs: WireProperties,
    timeout: number,
  ): Promise<{ readonly id: string; readonly outputs: Properties; readonly inputs: Properties } | undefined> {
    const { kind, calls, owner } = this.#of(urn);
    const limits = limitsOf({ timeout });
    if (state === undefined || !isInState(kind, state)) {
      // A program that reads a resource (`get`) does not own it.
      const found = await calls.find(id, state === undefined ? withoutUnknown(owner) : {}, state === undefined, limits);
      return (
        found && { id: found.id, outputs: stateOf(kind, found.outputs, {}), inputs: (found.inputs ?? {}) as Properties }
      );
    }
    const known = toHandler(kind, plainOf(state));
    const result = await calls.read(id, known, limits, plainOf(inputs));
    if (result === undefined) return undefined;
    const read = result.inputs === undefined ? inputs : this.#readInputs(kind, result.inputs as Properties, inputs);
    return { id: result.id, outputs: stateOf(kind, result.outputs, { ...state, ...inputs }), inputs: read };
  }

  async update(urn: string, id: string, { olds, news }: Change, options: WriteOptions): Promise<Properties> {
    const { kind, calls } = this.#of(urn);
    const [state, inputs] = [plainOf(olds), plainOf(news)];
    if (options.isPreview) return this.#preview(kind, inputs, news, state);
    requireIdentity(inputs);
    const updated = calls.update(id, toHandler(kind, state), toHandler(kind, inputs), limitsOf(options));
    return stateOf(kind, await keeping(kind, news, updated), news);
  }

  async delete(urn: string, id: string, state: WireProperties, inputs: WireProperties, timeout: number): Promise<void> {
    const { kind, calls } = this.#of(urn);
    await calls.delete(id, toHandler(kind, plainOf(state)), limitsOf({ timeout }), plainOf(inputs));
  }

  #of(urn: string) {
    const { kind, names } = parseUrn(urn, organization());
    const calls = this.#calls.get(kind);
    if (calls === undefined) throw new TypeError(kind);
    return { kind, calls, owner: { __identity: this.#identity(), ...names } };
  }

  #preview(kind: Kind, inputs: Properties, news: WireProperties, olds: Properties | undefined): Properties {
    const { computed, largeMaps } = handlers[kind];
    const known = olds && openLargeMaps(olds, largeMaps);
    return withSecrets(previewOutputs(inputs, computed, this.#settings.current().sdkAppId, known), news);
  }

  /** A refresh changes the values of inputs. The internal ones come from a check: an import has none before the next update. */
  #readInputs(kind: Kind, read: Properties, inputs: WireProperties): Properties {
    const known = Object.entries({ ...toEngine(kind, read), ...hostPropertiesOf(kind) }).filter(
      ([property]) => !isInternal(property) || property in inputs,
    );
    return marked(kind, Object.fromEntries(known), inputs);
  }
}

function callsOf(kind: Kind, host: Host): Lifecycle {
  return withLargeMaps(lifecycle(handlers[kind], host), handlers[kind].largeMaps, "map");
}

/** Says who wrote inputs and state, and how the other host finds its provider if the stack moves to it. */
function hostPropertiesOf(kind: Kind) {
  return { __host: "plugin", __provider: providerText(kind) };
}

/** Returns the outputs for the state: with what the TypeScript package needs if the stack moves to it. */
function stateOf(kind: Kind, outputs: object, source: WireProperties): Properties {
  const state = { ...toEngine(kind, outputs as Properties), ...hostPropertiesOf(kind) };
  return marked(kind, state, source);
}

/** Marks as secret what holds a secret value of the source, under any of its names. */
function marked(kind: Kind, properties: Properties, source: WireProperties): Properties {
  return withSecrets(properties, source, { ...handlers[kind].copies, ...sameValues });
}

/** A half-made resource stays in the state. */
async function keeping<T>(kind: Kind, news: WireProperties, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    throw new InitFailed(error.message, error.id, stateOf(kind, error.outputs, news), news);
  }
}

/** A refresh compares with the inputs of the state, which an import leaves without an owner. */
function withOwnerOf(state: Properties, inputs: Properties): Properties {
  if (inputs["__identity"] !== undefined) return inputs;
  return withProperties(inputs, Object.fromEntries(ownerInputNames.map((name) => [name, state[name]])));
}

/**
 * The engine keeps the old value of an ignored part. A TypeScript program has the groups of a fleet as a text, in which it finds no
 * part: then it would remove the new value, and the update would disband that group.
 */
function refuseIgnoredParts(kind: Kind, id: string, oldInputs: Properties, ignoreChanges: readonly string[]): void {
  if (kind !== "GroupFleet" || typeof oldInputs["groups"] !== "string" || isUnknown(oldInputs["groups"])) return;
  const part = ignoreChanges.find((path) => /^groups[.[]/.test(path));
  if (part === undefined) return;
  throw new OperationError(
    `Cannot compare the group fleet ${id}: ignoreChanges names ${part}, but the state has all groups as one text, as a TypeScript program wrote it. ` +
      "Nothing was changed. Give this part its present value in the program, remove it from ignoreChanges, run `pulumi up`, and add it again.",
  );
}

/** An imported resource is unchanged in a preview and a refresh; `pulumi up` says that it writes the mark. */
function withPendingMark(difference: DiffResult): DiffResult {
  logOnce(
    "info",
    "Imported groups have no owner mark of this stack yet: `pulumi up` writes it, and changes nothing else.",
  );
  return isUpdateCommand() ? difference : { ...difference, changes: "none" };
}

/** Whether the handler knows the resource by its state. A program that reads a resource (`get`) knows only its id. */
function isInState(kind: Kind, { __managedBy: managedBy, sdkAppId }: WireProperties): boolean {
  const isManaged = managedBy !== undefined;
  return isManaged || (handlers[kind].isReadOnly !== undefined && sdkAppId !== undefined);
}

function limitsOf({ timeout }: Pick<WriteOptions, "timeout">): OperationLimits {
  return { startBy: mayStart, ...(timeout > 0 && { timeoutMs: timeout * 1000 }) };
}

/** A preview may not know the identity. An update without it would mark groups as those of every such stack. */
function requireIdentity({ __identity: identity }: Properties): void {
  if (!isUnknown(identity)) return;
  throw new OperationError(
    "The Pulumi CLI does not tell the plugin the id of its provider, which marks the groups of this stack. Nothing was changed. " +
      "Update the Pulumi CLI, or set `tencent-chat:identity` to a text that no other stack has.",
  );
}

function known(identity: string): string | undefined {
  return isUnknown(identity) ? undefined : identity;
}

function withoutUnknown(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !isUnknown(value)));
}
