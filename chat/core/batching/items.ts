import { SchemaError } from "../failure";

/**
 * The items of an answer by the id that was asked for. An item of something else, or two of one, make the answer
 * unreadable: it is not the answer to this question, or nobody can know which of the two holds.
 *
 * @param field the name of the list, for the error
 */
export function itemsById<T>(
  field: string,
  items: readonly T[],
  idOf: (item: T) => string,
  asked: readonly string[],
): ReadonlyMap<string, T> {
  const expected = new Set(asked);
  const found = new Map<string, T>();
  for (const item of items) {
    const id = idOf(item);
    if (!expected.has(id)) throw new SchemaError(`${field}: has ${JSON.stringify(id)}, which was not asked for`);
    if (found.has(id)) throw new SchemaError(`${field}: has ${JSON.stringify(id)} twice`);
    found.set(id, item);
  }
  return found;
}

/** The item of each id that was asked for, in that order. Silence about one of them is no answer, least of all "gone". */
export function itemOfEach<T>(
  field: string,
  items: readonly T[],
  idOf: (item: T) => string,
  asked: readonly string[],
): readonly T[] {
  const found = itemsById(field, items, idOf, asked);
  return asked.map((id) => {
    const item = found.get(id);
    if (item === undefined) throw new SchemaError(`${field}: lacks ${JSON.stringify(id)}, which was asked for`);
    return item;
  });
}

/** The answer for one of the ids that {@link itemOfEach} has found all of: there is none to take for granted. */
export function answerFor<T>(answers: ReadonlyMap<string, T>, id: string): T {
  const answer = answers.get(id);
  if (answer === undefined) throw new Error(`there is no answer for ${JSON.stringify(id)}, though all were checked`);
  return answer;
}
