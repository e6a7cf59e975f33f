import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as sdk from "../../sdk";
import { complaints } from "./support/complaints";

const folder = path.resolve(__dirname, "../../docs/reference");
const sdkFolder = path.resolve(__dirname, "../../sdk");
const pages = new Map(readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file), "utf8")]));

/** The files with the classes, functions and argument types that a program imports. */
const sources = ["resources", "functions"]
  .flatMap((name) => readdirSync(path.join(sdkFolder, name)).map((file) => path.join(sdkFolder, name, file)))
  .map((file) => ({ file: path.relative(sdkFolder, file), text: readFileSync(file, "utf8") }));

/** The declarations that the examples assume. */
const PRELUDE = `import * as pulumi from "@pulumi/pulumi";
import * as tencentchat from "pulumi-tencent-chat";
declare const config: pulumi.Config;
declare const room: tencentchat.Group;
declare const live: tencentchat.Group;
declare const town: tencentchat.Group;
`;

/** Each example as a program of its own: a function, because its declarations and exports are local. */
const examples = [...pages.values()]
  .flatMap((page) => [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code))
  .map((code) => `${PRELUDE}export async function example() {\n${code.replace(/^export /gm, "")}}\n`);

describe("the reference", () => {
  it("links each document in the doc comments themselves, so that an editor shows the link", () => {
    const unlinked = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/(?<!\[)\bdoc \d{5}|\bdocs \d{5}/g)].map(([document]) => `${file}: ${document}`),
    );
    assert.deepEqual(unlinked, []);
    assert.match(pages.get("group.md") ?? "", /\[doc 33529\]\(https:\/\/trtc\.io\/document\/33529\)/);
  });

  it("has a page for each exported class, and a section for each function", () => {
    const functions = pages.get("functions.md") ?? "";
    const missing = Object.keys(sdk).filter((name) =>
      /^[A-Z]/.test(name)
        ? !pages.has(`${name.charAt(0).toLowerCase()}${name.slice(1)}.md`)
        : !functions.includes(name.endsWith("Output") ? `tencentchat.${name}(` : `\n## ${name}\n`),
    );
    assert.deepEqual(missing, []);
  });

  it("has examples that compile against the built package", () => {
    assert.ok(examples.length >= 30);
    assert.deepEqual(complaints(examples), []);
  });

  it("links to pages and headings that exist", () => {
    const broken = [...pages].flatMap(([file, page]) =>
      [...page.matchAll(/\]\(([^)]+)\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^https:/.test(link) && !leads(file, link))
        .map((link) => `${file}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });
});

function leads(from: string, link: string): boolean {
  const [file = "", heading] = link.split("#");
  if (!existsSync(path.join(folder, file))) return false;
  const page = pages.get(file || from) ?? "";
  return heading === undefined || [...page.matchAll(/^#+ (.*)$/gm)].some(([, text = ""]) => anchorOf(text) === heading);
}

/** The anchor that GitHub generates. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
