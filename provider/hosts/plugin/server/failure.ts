import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Properties } from "../../../handler";
import { toStruct } from "../properties/values";

/** A failed call in gRPC's form. */
export interface CallFailure {
  readonly code: status;
  readonly details: string;
  readonly metadata?: Metadata;
}

/** A failure after which the resource stays in the state. */
export class InitFailed extends Error {
  constructor(
    message: string,
    readonly id: string,
    readonly properties: Properties,
    readonly inputs: Properties,
  ) {
    super(message);
    this.name = "InitFailed";
  }
}

/** The message of every error is complete: no stack reaches the engine. */
export function callFailure(error: unknown): CallFailure {
  const details = error instanceof Error ? error.message : String(error);
  if (!(error instanceof InitFailed)) return { code: status.UNKNOWN, details };
  const failed = new ErrorResourceInitFailed();
  failed.setId(error.id);
  failed.setReasonsList([details]);
  failed.setProperties(toStruct(error.properties));
  failed.setInputs(toStruct(error.inputs));
  const any = new Any();
  any.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const whole = new Status();
  whole.setCode(status.UNKNOWN);
  whole.setMessage(details);
  whole.addDetails(any);
  const metadata = new Metadata();
  // gRPC's own field for structured errors, which Go's library reads.
  metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
  return { code: status.UNKNOWN, details, metadata };
}
