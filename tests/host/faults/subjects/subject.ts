import type { AppHandle } from "../../../../emulator";

export type Args = Readonly<Record<string, unknown>>;

/** Selects the calls that a fault hits: those that name this group, or this account. */
export interface FaultFilter {
  readonly groupId?: string;
  readonly account?: string;
}

/** A kind of resource in the matrix, and what the harness needs to know of it. */
export interface Subject {
  /** Its name in the report. */
  readonly name: string;
  /** The resource's class, as in the provider text of a state: a released format. */
  readonly kind: string;
  /** Settings of the provider process. */
  readonly env?: Readonly<Record<string, string>>;
  /** `allCodes`: a column for each code. `kinds`: one for each set of codes that the client handles identically. */
  readonly codes: "allCodes" | "kinds";
  /** Creates what has to exist first and does not belong to the resource; it must stay unchanged. */
  createParent?(app: AppHandle, name: string): void;
  /** What the program declares for the resource of this name. */
  args(name: string): Args;
  /** A later change of the declaration that makes an update call every API it can. */
  changes(name: string): Args;
  faultFilter(inputs: Args): FaultFilter;
  /** The APIs that take effect exactly once over the whole lifetime, whatever the fault. */
  readonly exactlyOnce: readonly string[];
  /** Whether the service has anything of the resource. */
  exists(app: AppHandle, inputs: Args): boolean;
  /** Causes drift, so that update and refresh have something to correct. */
  causeDrift(app: AppHandle, inputs: Args): void;
  /** The actual state in the service, in the form of inputs. */
  actual(app: AppHandle, inputs: Args): Args;
  /** The owner mark, and everything else that a refresh restores. */
  mark?(app: AppHandle, inputs: Args): unknown;
  /** Objects next to the resource that belong to others. */
  foreign?(app: AppHandle, inputs: Args): unknown;
}

/** The inputs without the internal ones, which are not stored in the service. */
export function withoutInternal({ __managedBy: _, __identity: __, adopt: ___, ...inputs }: Args): Args {
  return inputs;
}

/** The provider text in the state of every resource of a kind. */
export function providerText(kind: string): string {
  return `exports.handler=()=>require("pulumi-tencent-chat/provider").${kind}`;
}
