import { prose } from "../reference/markdown.mjs";

/**
 * What the doc comments say about the TypeScript SDK alone, and what is true in every language. Texts are compared with single
 * spaces in place of line ends.
 * @type {readonly (readonly [string, string])[]}
 */
const wording = [
  [
    "The parent group: the `Group` itself, or the id of any group. With the `Group`, the resource uses its explicit provider, " +
      "and `pulumi destroy` of both is one call, which disbands the group.",
    "The id of the parent group, such as the output `groupId` of a `Group`. With the `Group` as the resource option " +
      "`deletedWith`, `pulumi destroy` of both is one call, which disbands the group.",
  ],
  [
    "with the `Group` itself as `group`, disbanding it is enough",
    "with the `Group` as the resource option `deletedWith`, disbanding it is enough",
  ],
  [
    "Declare it first: every group declared after it depends on it automatically, so that it is deleted last.",
    "Give its output `ttl` to each `Group` and `GroupFleet`, as their `ttl`: they then depend on it, so that it is deleted last.",
  ],
  [
    "nor one that is declared before it, protected, or declared with `retainOnDelete` or `disbandOnlyIf`.",
    "nor one without a `ttl` or with `disbandOnlyIf`. Give no `ttl` to a group that is protected or has `retainOnDelete`: it " +
      "would be swept.",
  ],
  ["declare one per app, with `{ provider }`", "declare one per app, with the resource option `provider`"],
  [
    "a counter has 64 bits, which a JavaScript number would round. Use `BigInt(value)` to calculate.",
    "a counter has 64 bits, more than a floating-point number can hold.",
  ],
];

/** Writes doc comments for every language. */
export class Texts {
  #unused = new Set(wording);

  /** @param {string} repository the address of the repository's page */
  constructor(repository) {
    this.repository = repository;
  }

  /** Returns a description, with absolute links. @param {string} comment */
  describe(comment) {
    let text = prose(comment).replace(/(?<!\n)\n(?!\n)/g, " ");
    for (const pair of wording) {
      const [from, to] = pair;
      if (!text.includes(from)) continue;
      this.#unused.delete(pair);
      text = text.replaceAll(from, to);
    }
    return text.replaceAll("](../", `](${this.repository}/blob/main/docs/`);
  }

  /** Fails if a text that is to be replaced no longer exists: the comment has changed. */
  requireAllUsed() {
    const [first] = this.#unused;
    if (first) throw new Error(`No doc comment says what tools/lib/schema/texts.mjs replaces: "${first[0]}"`);
  }
}
