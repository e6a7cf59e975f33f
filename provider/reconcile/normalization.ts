/** A change that a service may make to a text when it stores it. */
export interface Normalization {
  /** After "the service". */
  readonly effect: string;
  /** After "Declare". */
  readonly advice: string;
  /** The possible results for a text; services differ in details. */
  results(text: string): readonly string[];
}

/** Returns the fewest changes that turn `sent` into `stored`: one or two, or a cut after at most one; undefined if nothing explains it. */
export function normalizationsBetween(sent: string, stored: string): readonly Normalization[] | undefined {
  const once = applyChange({ text: sent, by: [] });
  const found =
    once.find(({ text }) => text === stored) ?? once.flatMap(applyChange).find(({ text }) => text === stored);
  if (found !== undefined) return found.by;
  const cut = [{ text: sent, by: [] }, ...once].find(({ text }) => isCut(text, stored));
  return cut && [...cut.by, cutAfter(stored)];
}

interface Changed {
  readonly text: string;
  readonly by: readonly Normalization[];
}

/** Applies one more change to a text. */
function applyChange({ text, by }: Changed): readonly Changed[] {
  return changes.flatMap((change) => {
    const results = new Set(change.results(text));
    results.delete(text);
    return [...results].map((result) => ({ text: result, by: [...by, change] }));
  });
}

/** Returns the number of the first character that differs, from 1. */
export function firstDifference(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const index = left.findIndex((character, at) => character !== right[at]);
  return (index < 0 ? left.length : index) + 1;
}

const withoutEnds = "it without spaces at either end";
const onOneLine = "it on one line";
const lineEnd = /\r\n?|\n/g;

const changes: readonly Normalization[] = [
  {
    effect: "trims the spaces at both ends",
    advice: withoutEnds,
    results: (text) => [text.trim(), text.trimEnd(), text.trimStart()],
  },
  { effect: "ends lines with LF", advice: "line ends as \\n", results: (text) => [text.replace(lineEnd, "\n")] },
  { effect: "ends lines with CRLF", advice: "line ends as \\r\\n", results: (text) => [text.replace(lineEnd, "\r\n")] },
  { effect: "replaces line ends with spaces", advice: onOneLine, results: (text) => [text.replace(lineEnd, " ")] },
  { effect: "removes line ends", advice: onOneLine, results: (text) => [text.replace(lineEnd, "")] },
  {
    effect: "composes letters and accents (Unicode NFC)",
    advice: 'it in that form, with text.normalize("NFC")',
    results: (text) => [text.normalize("NFC")],
  },
  {
    effect: "decomposes letters and accents (Unicode NFD)",
    advice: 'it in that form, with text.normalize("NFD")',
    results: (text) => [text.normalize("NFD")],
  },
  {
    effect: "replaces variants of characters (Unicode NFKC)",
    advice: 'it in that form, with text.normalize("NFKC")',
    results: (text) => [text.normalize("NFKC")],
  },
  {
    effect: "writes & < > \" ' as HTML entities, such as &amp;",
    advice: "it without these characters, or with the entities",
    results: encodeEntities,
  },
  {
    effect: "turns HTML entities, such as &amp;, into characters",
    advice: "the characters themselves",
    results: (text) => [decodeEntities(text)],
  },
  { effect: "removes HTML tags", advice: "it without < and >", results: (text) => [text.replace(/<[^<>]*>/g, "")] },
  {
    effect: "collapses repeated spaces",
    advice: "single spaces",
    results: (text) => [text.replace(/ {2,}/g, " "), text.replace(/\s+/g, " ")],
  },
  {
    effect: "removes control characters",
    advice: "it without them",
    results: (text) => [
      text.replace(/\p{Cc}/gu, ""),
      text.replace(/[^\P{Cc}\r\n\t]/gu, ""),
      text.replace(/\p{Cf}/gu, ""),
    ],
  },
  {
    effect: "drops characters beyond U+FFFF, such as emoji",
    advice: "it without them",
    results: (text) => ["", "?", "\ufffd"].map((mark) => text.replace(/[\u{10000}-\u{10ffff}]/gu, mark)),
  },
  { effect: "converts it to lower case", advice: "it in lower case", results: (text) => [text.toLowerCase()] },
  { effect: "converts it to upper case", advice: "it in upper case", results: (text) => [text.toUpperCase()] },
];

function cutAfter(stored: string): Normalization {
  const bytes = Buffer.byteLength(stored);
  return { effect: `cuts it after ${bytes} bytes`, advice: `at most ${bytes} bytes`, results: () => [stored] };
}

/** Few equal characters at the beginning may be a coincidence. */
function isCut(text: string, stored: string): boolean {
  return (
    text.length > stored.length && text.startsWith(stored) && (stored.length >= 8 || stored.length * 2 >= text.length)
  );
}

/** Libraries differ in which characters they encode, and how. */
function encodeEntities(text: string): readonly string[] {
  return ["&<>\"'", '&<>"', "&<>", "<>\"'", '<>"', "<>", "&", "\"'"].flatMap((characters) =>
    ["&#39;", "&#x27;", "&#039;", "&apos;"].map((apostrophe) => {
      const entities: Readonly<Record<string, string>> = { ...entityNames, "'": apostrophe };
      return text.replace(/[&<>"']/g, (character) =>
        characters.includes(character) ? (entities[character] ?? character) : character,
      );
    }),
  );
}

const entityNames = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" } as const;

function decodeEntities(text: string): string {
  const characters = {
    ...Object.fromEntries(Object.entries(entityNames).map(([key, entity]) => [entity, key])),
    "&apos;": "'",
  };
  return text.replace(/&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-f]{1,5});/gi, (entity) => {
    const digits = /^&#(x?)([\da-f]+);$/i.exec(entity);
    if (digits === null) return (characters as Record<string, string>)[entity.toLowerCase()] ?? entity;
    const code = Number.parseInt(digits[2] ?? "", digits[1] ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
