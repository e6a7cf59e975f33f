import type { Emulator } from "../../emulator";
import type { Setting } from "./figures";
import { OWNER_FIELD } from "./service";
import { type PulumiProgram, pulumiSession } from "./sessions/pulumiSession";
import { scriptSession } from "./sessions/scriptSession";
import type { Session } from "./sessions/session";

/** One way to manage the groups. */
export interface Contender {
  /** As in `--contenders` and in the results. */
  readonly key: string;
  readonly label: string;
  /** For the document: a sentence after the label. */
  readonly what: string;
  readonly isOurs: boolean;
  /** The largest number of groups that is measured. */
  readonly largest: number;
  readonly createsGroups: boolean;
  /** Whether refusals for the rate are expected. If not, a refusal that makes a command fail ends the benchmark. */
  readonly mayBeRefused: boolean;
  session(setting: Setting, emulator: Emulator): Promise<Session>;
}

/** To add one, write its program in bench/programs and its row here. The document and the plots show it. */
export const contenders: readonly Contender[] = [
  {
    ...ours("group", "Group", { file: "group.ts" }),
    what: "this package, with owner marks in attributes",
  },
  {
    ...ours("ownerField", "Group, owner field", { file: "group.ts", env: { TENCENT_CHAT_OWNER_FIELD: OWNER_FIELD } }),
    what: "this package, with owner marks in a group custom field",
  },
  {
    ...ours("fleet", "GroupFleet", { file: "fleet.ts" }),
    largest: 50_000,
    what: "this package, with all groups in one resource",
  },
  {
    key: "documented",
    label: "documented style",
    what: "a hand-written dynamic provider as in Pulumi's documentation, with one call for each operation, without retries and owner marks",
    isOurs: false,
    largest: 1000,
    createsGroups: true,
    // It has no limiter.
    mayBeRefused: true,
    session: onPulumi({ file: "documentedStyle.ts", packages: ["axios", "tls-sig-api-v2"] }),
  },
  {
    key: "script",
    label: "plain script",
    what: "a script on `pulumi-tencent-chat/chat` that creates and marks, reads, and disbands: no engine, no state, no checks",
    isOurs: false,
    largest: 1000,
    createsGroups: true,
    mayBeRefused: false,
    session: (setting, emulator) => scriptSession("plainScript.ts", setting, emulator),
  },
  {
    key: "bare",
    label: "bare resource",
    what: "the same arguments as a custom resource of `@pulumi/pulumi`, with a constant provider that answers at once: what the engine and the SDK need without any call",
    isOurs: false,
    largest: 1000,
    createsGroups: false,
    mayBeRefused: false,
    session: onPulumi({ file: "bareResource.ts" }),
  },
];

function ours(key: string, label: string, program: PulumiProgram): Omit<Contender, "what"> {
  return {
    key,
    label,
    isOurs: true,
    largest: 10_000,
    createsGroups: true,
    mayBeRefused: false,
    session: onPulumi(program),
  };
}

function onPulumi(program: PulumiProgram): Contender["session"] {
  return (setting, emulator) => pulumiSession(program, setting, emulator);
}
