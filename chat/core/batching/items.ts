import { SchemaError } from "../failure";

/**
 * Maps the items of an answer by the requested ids. Rejects an answer with an item that was not requested or with two
 * items of one id: it answers another request, or it is ambiguous.
 *
 * @param field the name of the list, for the error
 */
export function itemsById<T>(
  field: string,
  items: readonly T[],
  idOf: (item: T) => string,
  requestedIds: readonly string[],
): ReadonlyMap<string, T> {
  const expected = new Set(requestedIds);
  const found = new Map<string, T>();
  for (const item of items) {
    const id = idOf(item);
    if (!expected.has(id)) throw new SchemaError(`${field}: has ${JSON.stringify(id)}, which was not requested`);
    if (found.has(id)) throw new SchemaError(`${field}: has ${JSON.stringify(id)} twice`);
    found.set(id, item);
  }
  return found;
}

/** Returns the item of each requested id, in order. Rejects an answer without one of them: absence does not mean "not found". */
export function requireItems<T>(
  field: string,
  items: readonly T[],
  idOf: (item: T) => string,
  requestedIds: readonly string[],
): readonly T[] {
  const found = itemsById(field, items, idOf, requestedIds);
  return requestedIds.map((id) => {
    const item = found.get(id);
    if (item === undefined) throw new SchemaError(`${field}: lacks ${JSON.stringify(id)}, which was requested`);
    return item;
  });
}

/** Returns the answer for an id whose presence {@link requireItems} has checked already. */
export function answerFor<T>(answers: ReadonlyMap<string, T>, id: string): T {
  const answer = answers.get(id);
  if (answer === undefined) throw new Error(`no answer for ${JSON.stringify(id)}, although all ids were checked`);
  return answer;
}
