import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { endWithEngine, engineAddress } from "../../engineWatch";
import { cancelRun } from "../../runCancelled";
import { logToEngine } from "../engine/engineMessages";
import { fromStruct, plainOf, toStruct } from "../properties/values";
import { parsedSchema, readSchema } from "../schemaFile";
import * as messages from "./messages";

/** A method of the protocol: a request in, a response or an error for a person out. */
export type Method = (request: never) => Promise<object>;

type Provider = ReturnType<typeof import("../provider").createProvider>;
let loaded: Provider | undefined;

function provider(): Provider {
  const { createProvider }: typeof import("../provider") = require("../provider");
  loaded ??= createProvider(engineAddress());
  return loaded;
}

function followEngine(address = engineAddress()): void {
  endWithEngine(address);
  if (address !== undefined) logToEngine(address);
}

/** What the plugin answers to the engine (proto/pulumi/provider.proto, 3.259.0). */
export const protocol = {
  async handshake(_request: proto.ProviderHandshakeRequest) {
    followEngine();
    // The plugin marks what is secret itself: see `withSecrets`.
    return new proto.ProviderHandshakeResponse().setAcceptSecrets(true);
  },
  async attach(request: PluginAttach) {
    followEngine(request.getAddress());
    return new Empty();
  },
  async getPluginInfo(_request: Empty) {
    return new PluginInfo().setVersion(parsedSchema().version);
  },
  async getSchema(_request: proto.GetSchemaRequest) {
    return new proto.GetSchemaResponse().setSchema(readSchema());
  },
  async checkConfig(request: proto.CheckRequest) {
    return messages.checkResponse(provider().checkConfig(request.getUrn(), fromStruct(request.getNews())));
  },
  /** Resources decide themselves what a change of the app means for them. */
  async diffConfig(request: proto.DiffRequest) {
    return messages.configDiffResponse(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
  },
  async configure(request: proto.ConfigureRequest) {
    followEngine();
    provider().configure({ args: plainOf(fromStruct(request.getArgs())), urn: request.getUrn(), id: request.getId() });
    return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
  },
  async check(request: proto.CheckRequest) {
    const { resources } = provider();
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    return messages.checkResponse(await resources.check(request.getUrn(), olds, news));
  },
  async diff(request: proto.DiffRequest) {
    const { resources } = provider();
    const [change, ignored] = [messages.changeIn(request), request.getIgnorechangesList()];
    return messages.diffResponse(await resources.diff(request.getUrn(), request.getId(), change, ignored));
  },
  async create(request: proto.CreateRequest) {
    const news = fromStruct(request.getProperties());
    const { id, outputs } = await provider().resources.create(request.getUrn(), news, messages.optionsIn(request));
    return new proto.CreateResponse().setId(id).setProperties(toStruct(outputs));
  },
  async read(request: proto.ReadRequest) {
    const state = request.hasProperties() ? fromStruct(request.getProperties()) : undefined;
    const inputs = fromStruct(request.getInputs());
    const { resources } = provider();
    const read = await resources.read(request.getUrn(), request.getId(), state, inputs, request.getTimeout());
    if (read === undefined) return new proto.ReadResponse();
    const response = new proto.ReadResponse().setId(read.id).setProperties(toStruct(read.outputs));
    return response.setInputs(toStruct(read.inputs));
  },
  async update(request: proto.UpdateRequest) {
    const { resources } = provider();
    const [id, options] = [request.getId(), messages.optionsIn(request)];
    const outputs = await resources.update(request.getUrn(), id, messages.changeIn(request), options);
    return new proto.UpdateResponse().setProperties(toStruct(outputs));
  },
  async delete(request: proto.DeleteRequest) {
    const [state, inputs] = [fromStruct(request.getProperties()), fromStruct(request.getOldInputs())];
    await provider().resources.delete(request.getUrn(), request.getId(), state, inputs, request.getTimeout());
    return new Empty();
  },
  async invoke(request: proto.InvokeRequest) {
    const result = await provider().invoke(request.getTok(), fromStruct(request.getArgs()));
    return new proto.InvokeResponse().setReturn(toStruct(result));
  },
  /** Also comes at the normal end of every command, when nothing is under way. */
  async cancel(_request: Empty) {
    cancelRun();
    return new Empty();
  },
};
