import { isDeepStrictEqual } from "node:util";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { CheckFailure, DiffResult, Properties } from "../../../handler";
import type { PropertyChange } from "../properties/detailedDiff";
import { fromStruct, toStruct, type WireProperties } from "../properties/values";

/** What the engine sends with a diff and an update. */
export function changeIn(request: proto.DiffRequest | proto.UpdateRequest) {
  return {
    olds: fromStruct(request.getOlds()),
    oldInputs: fromStruct(request.getOldInputs()),
    news: fromStruct(request.getNews()),
  };
}

export function optionsIn(request: proto.CreateRequest | proto.UpdateRequest) {
  return { isPreview: request.getPreview(), timeout: request.getTimeout() };
}

export function checkResponse({
  inputs,
  failures,
}: {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}): proto.CheckResponse {
  const list = failures.map(({ property, reason }) => new proto.CheckFailure().setProperty(property).setReason(reason));
  return new proto.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(list);
}

const { DiffChanges } = proto.DiffResponse;

/** Changes of the state alone have no details: a line in the preview says what they are. */
export function diffResponse({
  changes,
  replaces,
  deleteBeforeReplace,
  details,
}: DiffResult & { readonly details: readonly PropertyChange[] }): proto.DiffResponse {
  const isSame = changes === "none" && replaces.length === 0;
  const response = new proto.DiffResponse()
    .setChanges(isSame ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME)
    .setReplacesList([...replaces])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setDiffsList([...new Set(details.map(({ path }) => path.replace(/[.[].*$/s, "")))])
    .setHasdetaileddiff(true);
  for (const change of details) response.getDetaileddiffMap().set(change.path, propertyDiff(change));
  return response;
}

const { Kind } = proto.PropertyDiff;
const kinds = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

function propertyDiff({ kind, replaces, isInput }: PropertyChange): proto.PropertyDiff {
  const [inPlace, replacing] = kinds[kind];
  return new proto.PropertyDiff().setKind(replaces ? replacing : inPlace).setInputdiff(isInput);
}

/** A provider is never replaced: that would replace all its resources. */
export function configDiffResponse(olds: WireProperties, news: WireProperties): proto.DiffResponse {
  return new proto.DiffResponse().setChanges(
    isDeepStrictEqual(olds, news) ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME,
  );
}
