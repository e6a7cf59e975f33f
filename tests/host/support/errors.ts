import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { fromStruct } from "./values";

/** A resource that was created or updated, but not completely. */
export interface PartialFailure {
  readonly id: string;
  readonly reasons: readonly string[];
  readonly properties: Record<string, unknown>;
}

/** A failed call. */
export class HostError extends Error {
  override readonly name = "HostError";
  /** gRPC status code; 2 is "unknown", which a thrown error becomes. */
  readonly code: number;
  /** Set if the resource stays in the state although the call failed. */
  readonly partialFailure: PartialFailure | undefined;

  constructor(error: ServiceError) {
    super(error.details);
    this.code = error.code;
    this.partialFailure = partialFailure(error);
  }
}

function partialFailure(error: ServiceError): PartialFailure | undefined {
  const [encoded] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (!(encoded instanceof Uint8Array)) return undefined;
  const details = Status.deserializeBinary(encoded).getDetailsList();
  const detail = details.find((any) => any.getTypeName() === "pulumirpc.ErrorResourceInitFailed");
  if (!detail) return undefined;
  const failure = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failure.getId(), reasons: failure.getReasonsList(), properties: fromStruct(failure.getProperties()) };
}
