import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { HostError } from "../../support/errors";
import type { Host } from "../../support/host";
import type { Props } from "../../support/values";
import type { Resource } from "./snapshot";

type Inputs = Record<string, unknown>;

/** The program declares something that `check` refuses. Nothing else happens in this run. */
export class CheckFailed extends Error {
  constructor(
    readonly urn: string,
    readonly reasons: readonly string[],
  ) {
    super(`${urn}: ${reasons.join("; ")}`);
  }
}

/** The result of a create or an update. A partly created resource is in the state, and the run fails. */
export interface Made {
  readonly id: string;
  readonly outputs: Inputs;
  readonly failure: HostError | undefined;
}

/** A provider process, as used by one run of the engine. */
export class ProviderOfRun {
  /** @param name another one for each run: a check in one run has no effect in the next */
  constructor(
    private readonly host: Host,
    private readonly name: string,
  ) {}

  async check(kind: string, urn: string, olds: Props, news: Props): Promise<Inputs> {
    const { inputs, failures } = await this.#of(kind).check(olds, news);
    if (failures.length > 0)
      throw new CheckFailed(
        urn,
        failures.map(({ reason }) => reason),
      );
    return inputs;
  }

  /** If the provider does not say whether something changes, the engine compares the inputs. */
  async diff({ kind, id, inputs, outputs }: Resource, news: Inputs) {
    const { changes, replaces, deleteBeforeReplace } = await this.#of(kind).diff(id, outputs, news);
    const changed = changes === "some" || (changes === "unknown" && !isDeepStrictEqual(inputs, news));
    return { changed, replaces: changed && replaces.length > 0, deleteBeforeReplace };
  }

  /** @throws HostError if nothing of it is to be in the state */
  create(kind: string, inputs: Inputs): Promise<Made> {
    return made(async () => {
      const { id, outs } = await this.#of(kind).create(inputs);
      return { id, outputs: outs };
    });
  }

  /** @throws HostError if the state is unchanged */
  update({ kind, id, outputs }: Resource, news: Inputs): Promise<Made> {
    return made(async () => ({ id, outputs: (await this.#of(kind).update(id, outputs, news)).outs }));
  }

  delete({ kind, id, outputs }: Resource): Promise<void> {
    return this.#of(kind).deleteInUpdate(id, outputs);
  }

  read({ kind, id, outputs }: Resource) {
    return this.#of(kind).read(id, outputs);
  }

  /** Everything is checked before anything is deleted or dropped: the provider need not wait for more checks. */
  #of(kind: string): Host {
    return this.host.as(
      `exports.handler=()=>require("pulumi-tencent-chat/provider").inRun(${JSON.stringify(this.name)},0).${kind}`,
    );
  }
}

async function made(work: () => Promise<Omit<Made, "failure">>): Promise<Made> {
  try {
    return { ...(await work()), failure: undefined };
  } catch (error) {
    if (!(error instanceof HostError) || error.partialFailure === undefined) throw error;
    const { id, properties } = error.partialFailure;
    const { __provider, ...outputs } = properties;
    assert.ok(__provider !== undefined, "a partly created resource could never be deleted");
    return { id, outputs, failure: error };
  }
}
