import assert from "node:assert/strict";
import { HostError } from "../support/errors";
import type { Host } from "../support/host";

type Props = Readonly<Record<string, unknown>>;

interface State {
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  /** A create or update succeeded only partly: the engine calls update even if nothing differs. */
  readonly isUnfinished: boolean;
}

/** A resource in the engine's state, with what the engine does with each answer of the provider, and nothing more. */
export class EngineResource {
  #state: State | undefined;

  constructor(readonly host: Host) {}

  get state(): State | undefined {
    return this.#state;
  }

  /** The checked inputs for these arguments. */
  async checkedInputs(args: Props): Promise<Props> {
    const { inputs, failures } = await this.host.check(this.#state?.inputs ?? {}, args);
    assert.deepEqual(failures, []);
    return inputs;
  }

  /** `pulumi up`: creates, updates, or does nothing. */
  async up(args: Props): Promise<void> {
    const inputs = await this.checkedInputs(args);
    const state = this.#state;
    if (state === undefined) {
      const { id, outs } = await this.#keeping(inputs, this.host.create(inputs));
      this.#state = { id, inputs, outputs: outs, isUnfinished: false };
      return;
    }
    const { changes, replaces } = await this.host.diff(state.id, state.outputs, inputs);
    assert.deepEqual(replaces, [], "no cell of the matrix replaces anything");
    if (changes === "none" && !state.isUnfinished) return;
    const { outs } = await this.#keeping(inputs, this.host.update(state.id, state.outputs, inputs));
    this.#state = { ...state, inputs, outputs: outs, isUnfinished: false };
  }

  /** `pulumi refresh`. */
  async refresh(): Promise<void> {
    const state = this.#state;
    if (state === undefined) return;
    const { id, props, inputs } = await this.host.read(state.id, state.outputs);
    this.#state = id === "" ? undefined : { ...state, outputs: props, inputs: inputs ?? state.inputs };
  }

  /** `pulumi destroy`. */
  async destroy(): Promise<void> {
    const state = this.#state;
    if (state === undefined) return;
    await this.host.delete(state.id, state.outputs);
    this.#state = undefined;
  }

  /** A failure with an id and properties keeps the resource with that state. */
  async #keeping<T>(inputs: Props, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof HostError && error.partialFailure) {
        const { __provider, ...outputs } = error.partialFailure.properties;
        assert.match(String(__provider), /pulumi-tencent-chat/, "without it the resource could never be deleted");
        this.#state = { id: error.partialFailure.id, inputs, outputs, isUnfinished: true };
      }
      throw error;
    }
  }
}
