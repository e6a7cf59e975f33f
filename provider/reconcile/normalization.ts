/** A change that a service may make to a text when it stores it. */
export interface Normalization {
  /** After "the service". */
  readonly does: string;
  /** After "Declare". */
  readonly declare: string;
  /** The possible results for a text; services differ in details. */
  forms(text: string): readonly string[];
}

/** Returns the fewest changes that turn `sent` into `kept`: one or two, or a cut after at most one; undefined if nothing explains it. */
export function normalizationsBetween(sent: string, kept: string): readonly Normalization[] | undefined {
  const once = changed({ text: sent, by: [] });
  const found = once.find(({ text }) => text === kept) ?? once.flatMap(changed).find(({ text }) => text === kept);
  if (found !== undefined) return found.by;
  const cut = [{ text: sent, by: [] }, ...once].find(({ text }) => isCut(text, kept));
  return cut && [...cut.by, cutAfter(kept)];
}

interface Changed {
  readonly text: string;
  readonly by: readonly Normalization[];
}

/** Applies one more change to a text. */
function changed({ text, by }: Changed): readonly Changed[] {
  return changes.flatMap((change) => {
    const forms = new Set(change.forms(text));
    forms.delete(text);
    return [...forms].map((form) => ({ text: form, by: [...by, change] }));
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
    does: "trims the spaces at both ends",
    declare: withoutEnds,
    forms: (text) => [text.trim(), text.trimEnd(), text.trimStart()],
  },
  { does: "ends lines with LF", declare: "line ends as \\n", forms: (text) => [text.replace(lineEnd, "\n")] },
  { does: "ends lines with CRLF", declare: "line ends as \\r\\n", forms: (text) => [text.replace(lineEnd, "\r\n")] },
  { does: "replaces line ends with spaces", declare: onOneLine, forms: (text) => [text.replace(lineEnd, " ")] },
  { does: "removes line ends", declare: onOneLine, forms: (text) => [text.replace(lineEnd, "")] },
  {
    does: "composes letters and accents (Unicode NFC)",
    declare: 'it in that form, with text.normalize("NFC")',
    forms: (text) => [text.normalize("NFC")],
  },
  {
    does: "decomposes letters and accents (Unicode NFD)",
    declare: 'it in that form, with text.normalize("NFD")',
    forms: (text) => [text.normalize("NFD")],
  },
  {
    does: "replaces variants of characters (Unicode NFKC)",
    declare: 'it in that form, with text.normalize("NFKC")',
    forms: (text) => [text.normalize("NFKC")],
  },
  {
    does: "writes & < > \" ' as HTML entities, such as &amp;",
    declare: "it without these characters, or with the entities",
    forms: encoded,
  },
  {
    does: "turns HTML entities, such as &amp;, into characters",
    declare: "the characters themselves",
    forms: (text) => [decoded(text)],
  },
  {
    does: "removes HTML tags",
    declare: "it without < and >",
    forms: (text) => [text.replace(/<[^<>]*>/g, "")],
  },
  {
    does: "collapses repeated spaces",
    declare: "single spaces",
    forms: (text) => [text.replace(/ {2,}/g, " "), text.replace(/\s+/g, " ")],
  },
  {
    does: "removes control characters",
    declare: "it without them",
    forms: (text) => [
      text.replace(/\p{Cc}/gu, ""),
      text.replace(/[^\P{Cc}\r\n\t]/gu, ""),
      text.replace(/\p{Cf}/gu, ""),
    ],
  },
  {
    does: "drops characters beyond U+FFFF, such as emoji",
    declare: "it without them",
    forms: (text) => ["", "?", "\ufffd"].map((mark) => text.replace(/[\u{10000}-\u{10ffff}]/gu, mark)),
  },
  {
    does: "converts it to lower case",
    declare: "it in lower case",
    forms: (text) => [text.toLowerCase()],
  },
  {
    does: "converts it to upper case",
    declare: "it in upper case",
    forms: (text) => [text.toUpperCase()],
  },
];

function cutAfter(kept: string): Normalization {
  const bytes = Buffer.byteLength(kept);
  return { does: `cuts it after ${bytes} bytes`, declare: `at most ${bytes} bytes`, forms: () => [kept] };
}

/** Few equal characters at the beginning may be a coincidence. */
function isCut(text: string, kept: string): boolean {
  return text.length > kept.length && text.startsWith(kept) && (kept.length >= 8 || kept.length * 2 >= text.length);
}

/** Libraries differ in which characters they encode, and how. */
function encoded(text: string): readonly string[] {
  return ["&<>\"'", '&<>"', "&<>", "<>\"'", '<>"', "<>", "&", "\"'"].flatMap((characters) =>
    ["&#39;", "&#x27;", "&#039;", "&apos;"].map((apostrophe) => {
      const entities: Readonly<Record<string, string>> = { ...named, "'": apostrophe };
      return text.replace(/[&<>"']/g, (character) =>
        characters.includes(character) ? (entities[character] ?? character) : character,
      );
    }),
  );
}

const named = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" } as const;

function decoded(text: string): string {
  const characters = {
    ...Object.fromEntries(Object.entries(named).map(([key, entity]) => [entity, key])),
    "&apos;": "'",
  };
  return text.replace(/&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-f]{1,5});/gi, (entity) => {
    const digits = /^&#(x?)([\da-f]+);$/i.exec(entity);
    if (digits === null) return (characters as Record<string, string>)[entity.toLowerCase()] ?? entity;
    const code = Number.parseInt(digits[2] ?? "", digits[1] ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
