import { PartialFailure } from "../errors";
import type { DiffResult, Properties } from "../handler";
import { fromJsonText, sortedByKey } from "../validation/jsonText";
import { isUnknown } from "../validation/schema";
import { isMap } from "../validation/stateSchema";
import { logOnce } from "./engineLog";
import { withProperties } from "./hostProperties";
import type { Lifecycle } from "./lifecycle";

/**
 * How a host writes large maps into inputs and states. As a `text` (JSON), a map of 10,000 entries costs the engine, its protocol
 * and the SDK two seconds less in one update; a `map` is what the SDKs of other languages read.
 */
export type MapForm = "text" | "map";

/** Reads these properties in both forms, since a stack can move between the hosts, and writes them in one. */
export function withLargeMaps(calls: Lifecycle, names: readonly string[] = [], form: MapForm): Lifecycle {
  if (names.length === 0) return calls;
  const opened = (properties: Properties) => openLargeMaps(properties, names);
  const written = (properties: object) =>
    form === "map" ? properties : changed(properties as Properties, names, toText);

  async function keeping<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof PartialFailure)) throw error;
      throw new PartialFailure(error.message, error.id, written(error.outputs));
    }
  }

  return {
    async check(olds, news) {
      const result = await calls.check(opened(olds), opened(news));
      return { ...result, inputs: written(result.inputs) };
    },
    async diff(id, olds, news) {
      const difference = await calls.diff(id, opened(olds), opened(news));
      const texts = names.filter((name) => typeof olds[name] === "string");
      return form === "map" && texts.length > 0 && difference.changes === "none"
        ? inOtherForm(difference, texts)
        : difference;
    },
    async create(inputs, limits) {
      const { id, outputs } = await keeping(calls.create(opened(inputs), limits));
      return { id, outputs: written(outputs) };
    },
    async read(id, state, limits, inputs) {
      const result = await calls.read(id, opened(state), limits, inputs && opened(inputs));
      return (
        result && {
          ...result,
          outputs: written(result.outputs),
          ...(result.inputs && { inputs: written(result.inputs) }),
        }
      );
    },
    find: calls.find,
    update: async (id, olds, news, limits) =>
      written(await keeping(calls.update(id, opened(olds), opened(news), limits))),
    delete: (id, state, limits, inputs) => calls.delete(id, opened(state), limits, inputs),
  };
}

/** Returns the properties with maps, whatever their form in the state. */
export function openLargeMaps(properties: Properties, names: readonly string[] = []): Properties {
  return changed(properties, names, fromJsonText);
}

/** A program in another language can read the outputs only once an update has written them. */
function inOtherForm(difference: DiffResult, outputs: readonly string[]): DiffResult {
  const text = `The update writes ${outputs.join(", ")} into the state as this program reads it, and changes nothing else.`;
  logOnce("info", text);
  return { ...difference, changes: "state", isOtherFormOnly: true };
}

function changed(properties: Properties, names: readonly string[], change: (value: unknown) => unknown): Properties {
  const changes = names
    .filter((name) => Object.hasOwn(properties, name))
    .map((name) => [name, change(properties[name])]);
  return withProperties(properties, Object.fromEntries(changes));
}

/** A map of which a part is not known yet stays a map. */
function toText(value: unknown): unknown {
  if (!isMap(value) || Object.values(value).some(isUnknown)) return value;
  return JSON.stringify(sortedByKey(value));
}
