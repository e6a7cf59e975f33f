import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { withMessages } from "../engine/engineMessages";
import { type CallFailure, callFailure } from "./failure";
import { type Method, protocol } from "./protocol";

/** The state of a fleet is one message. */
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Serves the protocol on a free port of this machine, and returns the port. */
export function serve(): Promise<number> {
  const server = new grpc.Server(unlimited);
  server.addService(ResourceProviderService, implementation());
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

/** Methods that are not in the table are answered by name. */
function implementation(): grpc.UntypedServiceImplementation {
  const methods = Object.entries(ResourceProviderService).map(([name, { responseStream }]) => {
    const method = (protocol as Readonly<Record<string, Method>>)[name];
    return [name, method === undefined ? unimplemented(name, responseStream) : unary(method)];
  });
  return Object.fromEntries(methods);
}

function unary(method: Method): grpc.handleUnaryCall<unknown, unknown> {
  return ({ request }, callback) => {
    withMessages(urnOf(request), () => method(request as never)).then(
      (response) => callback(null, response),
      (error: unknown) => callback(callFailure(error)),
    );
  };
}

function urnOf(request: unknown): string | undefined {
  return (request as { getUrn?(): string }).getUrn?.();
}

function unimplemented(name: string, isStream: boolean): grpc.UntypedHandleCall {
  const failure: CallFailure = {
    code: grpc.status.UNIMPLEMENTED,
    details: `${name} is not implemented by the plugin tencent-chat`,
  };
  if (isStream) return (call: grpc.ServerWritableStream<unknown, unknown>) => call.emit("error", failure);
  return (_call: unknown, callback: grpc.sendUnaryData<unknown>) => callback(failure);
}
