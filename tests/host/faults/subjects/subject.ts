import type { AppHandle } from "../../../../emulator";

export type Args = Readonly<Record<string, unknown>>;

/** What faults are aimed at: the calls that name this group, or this account. */
export interface Aim {
  readonly groupId?: string;
  readonly account?: string;
}

/** A kind of resource that goes through the matrix, and what the harness has to know of it. */
export interface Subject {
  /** How the report calls it. */
  readonly name: string;
  /** The resource's class, as the text in the state names it: a released format. */
  readonly kind: string;
  /** Settings of the provider process. */
  readonly env?: Readonly<Record<string, string>>;
  /** `allCodes`: a column for each code. `kinds`: one for the codes of a kind, which the client treats alike. */
  readonly depth: "allCodes" | "kinds";
  /** Makes what has to be there before, with what is not the resource's: that stays as it is, whatever happens. */
  place?(app: AppHandle, name: string): void;
  /** What the program declares for the resource of this name. */
  args(name: string): Args;
  /** What the program changes later: something of every API that an update may call. */
  changes(name: string): Args;
  aim(inputs: Args): Aim;
  /** The APIs that take effect exactly once over the whole life, whatever goes wrong on the way. */
  readonly once: readonly string[];
  /** Whether anything of the resource is in the service. */
  isThere(app: AppHandle, inputs: Args): boolean;
  /** What somebody else does to it, so that update and refresh have something to repair. */
  disturb(app: AppHandle, inputs: Args): void;
  /** What the service has, as the inputs would say it. */
  actual(app: AppHandle, inputs: Args): Args;
  /** What says whose it is, and what else a refresh puts back by itself. */
  mark?(app: AppHandle, inputs: Args): unknown;
  /** What is there beside the resource and belongs to others. */
  foreign?(app: AppHandle, inputs: Args): unknown;
}

/** What the inputs say of the service's side. */
export function withoutOwn({ __managedBy: _, __identity: __, adopt: ___, ...inputs }: Args): Args {
  return inputs;
}

/** The text in the state of every resource of a kind. */
export function providerText(kind: string): string {
  return `exports.handler=()=>require("pulumi-tencent-chat/provider").${kind}`;
}
