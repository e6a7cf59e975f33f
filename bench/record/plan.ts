import { type Contender, contenders } from "./contenders";
import type { Setting } from "./figures";

/** One measurement that is to be taken. */
export interface Task {
  readonly contender: Contender;
  readonly setting: Setting;
  readonly round: number;
}

/** What a run is limited to. Undefined: everything. */
export interface Selection {
  readonly sizes?: readonly number[] | undefined;
  readonly contenders?: readonly string[] | undefined;
  readonly parallel?: readonly number[] | undefined;
  readonly checkpoints?: readonly boolean[] | undefined;
  readonly rounds?: number | undefined;
}

interface Block {
  readonly sizes: readonly number[];
  readonly parallel: readonly number[];
  readonly checkpoints: readonly boolean[];
  readonly rounds: number;
}

const widths = [8, 16, 64];

/**
 * The whole record. Large sizes with checkpoints take long: the engine writes the whole state at each step. With 10,000
 * resources that would be hours, so it is not part of the record. 50,000 are for a fleet alone.
 */
const blocks: readonly Block[] = [
  { sizes: [1, 100], parallel: widths, checkpoints: [true, false], rounds: 3 },
  { sizes: [1000], parallel: widths, checkpoints: [false], rounds: 3 },
  { sizes: [1000], parallel: widths, checkpoints: [true], rounds: 1 },
  { sizes: [10_000, 50_000], parallel: [64], checkpoints: [false], rounds: 1 },
];

/** Returns the tasks in their order. The contenders alternate, so that a busy moment of the machine hits all of them. */
export function planOf(selection: Selection): Task[] {
  return blocks.flatMap((block) =>
    selected(block.sizes, selection.sizes).flatMap((groups) =>
      selected(block.checkpoints, selection.checkpoints).flatMap((checkpoints) =>
        selected(block.parallel, selection.parallel).flatMap((parallel) =>
          roundsOf({ groups, checkpoints, parallel }, block, selection),
        ),
      ),
    ),
  );
}

function roundsOf(setting: Setting, block: Block, selection: Selection): Task[] {
  const taking = contenders.filter(
    ({ key, largest }) => setting.groups <= largest && (selection.contenders?.includes(key) ?? true),
  );
  return Array.from({ length: selection.rounds ?? block.rounds }, (_, index) => index + 1).flatMap((round) =>
    taking.map((contender) => ({ contender, setting, round })),
  );
}

function selected<T>(values: readonly T[], wanted: readonly T[] | undefined): readonly T[] {
  return wanted === undefined ? values : values.filter((value) => wanted.includes(value));
}
