/** Something that a service may do to a text that it keeps. */
export interface Normalization {
  /** After "the service". */
  readonly does: string;
  /** After "Declare". */
  readonly declare: string;
  /** What it may make of a text; services differ in details. */
  forms(text: string): readonly string[];
}

/** The fewest changes that make `kept` of `sent`: one or two, or a cut after one at most; undefined: it is something else. */
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

/** What one more change makes of a text. */
function changed({ text, by }: Changed): readonly Changed[] {
  return changes.flatMap((change) => {
    const forms = new Set(change.forms(text));
    forms.delete(text);
    return [...forms].map((form) => ({ text: form, by: [...by, change] }));
  });
}

/** The number of the first character that differs, from 1. */
export function firstDifference(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const index = left.findIndex((character, at) => character !== right[at]);
  return (index < 0 ? left.length : index) + 1;
}

const withoutEnds = "it without spaces at the ends";
const onOneLine = "it on one line";
const lineEnd = /\r\n?|\n/g;

const changes: readonly Normalization[] = [
  {
    does: "takes the spaces at its ends away",
    declare: withoutEnds,
    forms: (text) => [text.trim(), text.trimEnd(), text.trimStart()],
  },
  { does: "ends lines with LF", declare: "line ends as \\n", forms: (text) => [text.replace(lineEnd, "\n")] },
  { does: "ends lines with CRLF", declare: "line ends as \\r\\n", forms: (text) => [text.replace(lineEnd, "\r\n")] },
  { does: "puts spaces in the place of line ends", declare: onOneLine, forms: (text) => [text.replace(lineEnd, " ")] },
  { does: "leaves line ends out", declare: onOneLine, forms: (text) => [text.replace(lineEnd, "")] },
  {
    does: "composes letters and accents (Unicode NFC)",
    declare: 'it in that form, by text.normalize("NFC")',
    forms: (text) => [text.normalize("NFC")],
  },
  {
    does: "takes letters and accents apart (Unicode NFD)",
    declare: 'it in that form, by text.normalize("NFD")',
    forms: (text) => [text.normalize("NFD")],
  },
  {
    does: "replaces variants of characters (Unicode NFKC)",
    declare: 'it in that form, by text.normalize("NFKC")',
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
    does: "takes HTML tags out",
    declare: "it without < and >",
    forms: (text) => [text.replace(/<[^<>]*>/g, "")],
  },
  {
    does: "keeps one of several spaces",
    declare: "single spaces",
    forms: (text) => [text.replace(/ {2,}/g, " "), text.replace(/\s+/g, " ")],
  },
  {
    does: "leaves control characters out",
    declare: "it without them",
    forms: (text) => [
      text.replace(/\p{Cc}/gu, ""),
      text.replace(/[^\P{Cc}\r\n\t]/gu, ""),
      text.replace(/\p{Cf}/gu, ""),
    ],
  },
  {
    does: "does not keep characters beyond U+FFFF, such as emoji",
    declare: "it without them",
    forms: (text) => ["", "?", "\ufffd"].map((mark) => text.replace(/[\u{10000}-\u{10ffff}]/gu, mark)),
  },
  {
    does: "keeps small letters",
    declare: "it in small letters",
    forms: (text) => [text.toLowerCase()],
  },
  {
    does: "keeps capital letters",
    declare: "it in capital letters",
    forms: (text) => [text.toUpperCase()],
  },
];

function cutAfter(kept: string): Normalization {
  const bytes = Buffer.byteLength(kept);
  return { does: `cuts it after ${bytes} bytes`, declare: `at most ${bytes} bytes`, forms: () => [kept] };
}

/** A few equal characters at the beginning may be chance. */
function isCut(text: string, kept: string): boolean {
  return text.length > kept.length && text.startsWith(kept) && (kept.length >= 8 || kept.length * 2 >= text.length);
}

/** By the libraries' different ideas of what has to be encoded, and how. */
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
