import assert from "node:assert/strict";
import fc from "fast-check";
import { storedValueText } from "../../../provider/reconcile/storedValue";

const required = (sent: unknown, stored: unknown) => storedValueText({ name: "name", sent, stored, isOptional: false });
const optional = (sent: unknown, stored: unknown) => storedValueText({ name: "note", sent, stored, isOptional: true });

const entities = [
  "writes & < > \" ' as HTML entities, such as &amp;",
  "it without these characters, or with the entities",
] as const;
const trims = ["trims the spaces at both ends", "it without spaces at either end"] as const;

describe("a text that the service stores in another form", () => {
  for (const [title, sent, stored, does, declare] of [
    ["trimmed", " Ops ", "Ops", ...trims],
    ["trimmed at one end", "Ops\n", "Ops", ...trims],
    [
      "composed",
      "e\u0301te\u0301",
      "\u00e9t\u00e9",
      "composes letters and accents (Unicode NFC)",
      'it in that form, with text.normalize("NFC")',
    ],
    [
      "decomposed",
      "\u00e9",
      "e\u0301",
      "decomposes letters and accents (Unicode NFD)",
      'it in that form, with text.normalize("NFD")',
    ],
    [
      "with plain variants of its letters",
      "\uff2f\uff50\uff53",
      "Ops",
      "replaces variants of characters (Unicode NFKC)",
      'it in that form, with text.normalize("NFKC")',
    ],
    ["with entities", 'a & b < "c"', "a &amp; b &lt; &quot;c&quot;", ...entities],
    ["with entities of < and > alone", "a & b < c", "a & b &lt; c", ...entities],
    ["with numbered entities", "it's", "it&#39;s", ...entities],
    [
      "without entities",
      "a &amp; b&#x27;s",
      "a & b's",
      "turns HTML entities, such as &amp;, into characters",
      "the characters themselves",
    ],
    ["without tags", "a <b>b</b>", "a b", "removes HTML tags", "it without < and >"],
    ["with LF", "a\r\nb\r\n", "a\nb\n", "ends lines with LF", "line ends as \\n"],
    ["with CRLF", "a\nb\n", "a\r\nb\r\n", "ends lines with CRLF", "line ends as \\r\\n"],
    ["on one line", "a\nb", "a b", "replaces line ends with spaces", "it on one line"],
    ["without its line ends", "a\nb", "ab", "removes line ends", "it on one line"],
    ["with single spaces", "a  b", "a b", "collapses repeated spaces", "single spaces"],
    ["without control characters", "a\u0007b", "ab", "removes control characters", "it without them"],
    ["without emoji", "a😀b", "a?b", "drops characters beyond U+FFFF, such as emoji", "it without them"],
    ["in small letters", "Ops", "ops", "converts it to lower case", "it in lower case"],
    ["in capitals", "Ops", "OPS", "converts it to upper case", "it in upper case"],
    ["cut", "abcdef", "abc", "cuts it after 3 bytes", "at most 3 bytes"],
    ["cut between characters", "äöü", "äö", "cuts it after 4 bytes", "at most 4 bytes"],
    [
      "trimmed and with entities",
      " a & b ",
      "a &amp; b",
      `${trims[0]}, and ${entities[0]}`,
      `${trims[1]}, and ${entities[1]}`,
    ],
    [
      "trimmed and cut",
      " abcdef",
      "abcd",
      `${trims[0]}, and cuts it after 4 bytes`,
      `${trims[1]}, and at most 4 bytes`,
    ],
  ] as const) {
    it(`is reported as ${title}, with the text to declare instead`, () => {
      const text = required(sent, stored);
      assert.ok(text.endsWith(`): the service ${does}. Declare ${declare}.`), text);
    });
  }

  it("is reported with the sizes of what was sent and what is stored", () => {
    assert.match(required(" Ops", "Ops"), /^name \(sent: 4 bytes, kept: 3 bytes\): the service/);
    assert.match(
      required("e\u0301", "\u00e9"),
      /^name \(sent: 3 bytes \(2 characters\), kept: 2 bytes \(1 characters\)\)/,
    );
  });

  it("is reported by the position of the first difference if it is none of these", () => {
    assert.equal(
      required("the old text", "the new one!"),
      "name (sent: 12 bytes, kept: 12 bytes): the service stores a different text, from character 5 on. " +
        "Declare the stored text: `pulumi refresh --preview-only --diff` shows it.",
    );
    assert.match(required("😀😀a", "😀😀b"), /from character 3 on/);
    assert.match(required("abcdefghijkl", "a"), /a different text, from character 2 on/, "too short for a cut");
    assert.match(required("abc", "abcdef"), /a different text, from character 4 on/);
  });

  it("may be left out where the program can do without it, and only there", () => {
    assert.equal(
      optional("abc", ""),
      "note (sent: 3 bytes): the service keeps nothing of it. Declare another value, or leave it out if it is not supported here.",
    );
    assert.match(optional("abc", "xyz"), /Declare the stored text, or leave it out/);
    for (const kept of ["", undefined, "xyz", 7]) assert.doesNotMatch(required("abc", kept), /leave it out/);
  });

  it("and that is meant to be empty is reported as such", () => {
    assert.equal(
      optional("", "abc"),
      "note: it should be empty, but the service keeps text of 3 bytes. Declare it again, or clear it by other means.",
    );
  });

  it("is reported as a value if it is not a text", () => {
    assert.equal(
      required(5, 7),
      "name: the service keeps its own value. Declare that one: `pulumi refresh --preview-only --diff` shows it.",
    );
    assert.match(optional(true, false), /Declare that one, or leave it out if it is not supported here: /);
  });

  it("is never repeated: it may be a secret", () => {
    const letters = fc.string({ unit: fc.constantFrom(...'QZXJ&<" \n\té'), minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(letters, letters, (sent, stored) => {
        const text = required(sent, stored);
        for (const piece of `${sent}\n${stored}`.split(/[^QZXJ]+/)) assert.ok(piece === "" || !text.includes(piece));
        assert.ok(text.length < 500);
      }),
    );
  });

  it("is reported quickly also when it is long", () => {
    const long = " é&\r\n".repeat(4000);
    assert.match(required(long, `${long}x`), /a different text, from character \d+ on/);
  });
});
