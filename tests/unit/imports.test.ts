import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const repository = path.resolve(__dirname, "../..");

/** Which folder may import which: one direction, top to bottom. Nothing may import tests, tools or examples. */
const MAY_IMPORT: Readonly<Record<string, { readonly values: readonly string[]; readonly types: readonly string[] }>> =
  {
    sdk: { values: [], types: ["provider"] },
    provider: { values: ["chat"], types: [] },
    cli: { values: ["provider", "chat", "emulator", "pulumi-tencent-chat/package.json"], types: [] },
    chat: { values: [], types: [] },
    emulator: { values: [], types: [] },
  };

/** The only runtime imports from sdk into the provider. Each loads when a function is called or a resource is declared, not earlier. */
const LAZY_IMPORTS = [
  { file: "sdk/base/providerText.ts", specifier: "../../provider/hosts/dynamic/providerText" },
  { file: "sdk/base/run/announce.ts", specifier: "../../../provider/program/runFiles" },
  { file: "sdk/functions/call.ts", specifier: "../../provider/functions" },
];

interface Import {
  /** Path from the repository root, with slashes. */
  readonly file: string;
  readonly specifier: string;
  /** Erased by the compiler: loads nothing at run time. */
  readonly typeOnly: boolean;
  /** A `require` inside a function: loads nothing before the function is called. */
  readonly lazy: boolean;
}

/** What a folder of the product imports from another folder, or from the repository root. */
function violations(imports: readonly Import[]): string[] {
  return imports.filter((each) => !isAllowed(each)).map(({ file, specifier }) => `${file} imports ${specifier}`);
}

function isAllowed({ file, specifier, typeOnly, lazy }: Import): boolean {
  const from = topOf(file);
  const to = targetOf(file, specifier);
  const rule = MAY_IMPORT[from];
  if (to === undefined || to === from || rule === undefined) return to === undefined || to === from;
  const isLazyImport = lazy && LAZY_IMPORTS.some((allowed) => file === allowed.file && specifier === allowed.specifier);
  return isLazyImport || rule.values.includes(to) || (typeOnly && rule.types.includes(to));
}

/** The folder that a specifier leads to, also by the package's own name. Undefined for other packages and Node's modules. */
function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return topOf(path.posix.join(path.posix.dirname(file), specifier));
  if (path.isAbsolute(specifier)) return "an absolute path";
  const [name, entry = "sdk"] = specifier.split("/");
  if (name !== "pulumi-tencent-chat") return undefined;
  return entry in MAY_IMPORT ? entry : specifier;
}

function topOf(file: string): string {
  return file.split("/")[0] ?? "";
}

/** Every way to name another module in TypeScript, except comments: `import`, `export from`, `require`, `import()`, `import("x").T`. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, lazy = false): void => {
    if (specifier === undefined) return;
    const text = ts.isStringLiteralLike(specifier)
      ? specifier.text
      : `../${specifier.getText()} (not a string literal)`;
    found.push({ file, specifier: text, typeOnly, lazy });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isExternalModuleReference(node)) add(node.expression, false);
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument, true);
    else if (ts.isCallExpression(node) && loads(node.expression)) add(node.arguments[0], false, isLazy(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function loads(callee: ts.Expression): boolean {
  const isRequire = ts.isIdentifier(callee) && callee.text === "require";
  const isResolve = ts.isPropertyAccessExpression(callee) && callee.getText() === "require.resolve";
  return callee.kind === ts.SyntaxKind.ImportKeyword || isRequire || isResolve;
}

/** Whether a `require` runs only when a function is called. A function that is called where it is defined does not count. */
function isLazy(call: ts.CallExpression): boolean {
  const isRequire = ts.isIdentifier(call.expression) && call.expression.text === "require";
  return isRequire && ts.findAncestor(call, ts.isFunctionDeclaration) !== undefined;
}

function productFiles(): string[] {
  return Object.keys(MAY_IMPORT).flatMap((folder) =>
    readdirSync(path.join(repository, folder), { recursive: true, encoding: "utf8" })
      .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
      .filter((file) => /\.(ts|js|mts|mjs|cts|cjs)$/.test(file)),
  );
}

describe("imports between the folders of the product", () => {
  it("go in one direction: from sdk to types of provider, from provider to chat, from cli to chat and emulator", () => {
    const imports = productFiles().flatMap((file) =>
      importsOf(file, readFileSync(path.join(repository, file), "utf8")),
    );
    assert.ok(
      imports.some(
        ({ file, specifier, typeOnly }) =>
          file === "sdk/resources/group.ts" && typeOnly && targetOf(file, specifier) === "provider",
      ),
    );
    assert.deepEqual(violations(imports), []);
  });

  it("reach the provider from sdk at two points only, when a function is called or a resource is declared", () => {
    const imports = productFiles().flatMap((file) =>
      importsOf(file, readFileSync(path.join(repository, file), "utf8")),
    );
    const doors = imports.filter(({ file, typeOnly }) => topOf(file) === "sdk" && !typeOnly);
    assert.deepEqual(
      doors
        .filter(({ file, specifier }) => targetOf(file, specifier) === "provider")
        .map(({ file, specifier, lazy }) => ({ file, specifier, lazy }))
        .sort((a, b) => a.file.localeCompare(b.file)),
      LAZY_IMPORTS.map((allowed) => ({ ...allowed, lazy: true })),
    );
  });

  for (const [file, text] of [
    ["sdk/a.ts", 'import { x } from "../provider/settings";'],
    ["sdk/a.ts", 'import { type X } from "../provider/settings";'],
    ["sdk/a.ts", 'export { type X } from "../provider/settings";'],
    ["sdk/a.ts", 'export * from "../provider";'],
    ["sdk/a.ts", 'const x = require("../provider");'],
    ["sdk/a.ts", 'import x = require("../provider");'],
    ["sdk/a.ts", 'const x = require.resolve("../provider");'],
    ["sdk/a.ts", 'const x = () => import("pulumi-tencent-chat/provider");'],
    ["sdk/a.ts", "const x = (name: string) => import(name);"],
    ["sdk/a.ts", 'import type { X } from "../chat";'],
    ["sdk/a.ts", 'function f() { return require("../provider/functions"); }'],
    ["sdk/functions/call.ts", 'const x = require("../../provider/functions");'],
    ["sdk/functions/call.ts", 'import x = require("../../provider/functions");'],
    ["sdk/functions/call.ts", 'import { x } from "../../provider/functions";'],
    ["sdk/functions/call.ts", 'const x = (() => require("../../provider/functions"))();'],
    ["sdk/functions/call.ts", 'function f() { return require("../../provider/functions/groups"); }'],
    ["sdk/functions/call.ts", 'function f() { return require("../../provider"); }'],
    ["sdk/functions/call.ts", 'function f() { return require("../../chat"); }'],
    ["sdk/functions/call.ts", 'async function f() { return import("../../provider/functions"); }'],
    ["provider/a/b.ts", 'import type { X } from "../../sdk";'],
    ["provider/a/b.ts", 'import { Group } from "pulumi-tencent-chat";'],
    ["chat/a/b.ts", 'import { x } from "../../provider";'],
    ["chat/a/b.ts", 'let x: import("../../emulator").Emulator;'],
    ["emulator/a.ts", 'import type { X } from "../chat";'],
    ["cli/a.ts", 'import { x } from "../sdk";'],
    ["chat/a.ts", 'import { x } from "../tests/unit/x";'],
    ["cli/a.ts", 'import { x } from "../tools/lib/x.mjs";'],
    ["cli/a.ts", 'import { version } from "../package.json";'],
  ] as const) {
    it(`not allowed: ${text} in ${file}`, () => {
      assert.equal(violations(importsOf(file, text)).length, 1);
    });
  }

  for (const [file, text] of [
    ["sdk/a.ts", 'import type { X } from "../provider/settings";'],
    ["sdk/a.ts", 'export type { X } from "../provider/settings";'],
    ["sdk/a.ts", 'let x: import("../provider/settings").X;'],
    ["sdk/functions/call.ts", 'function f() { return require("../../provider/functions"); }'],
    ["provider/a/b.ts", 'import { x } from "../../chat"; import { y } from "../b"; import z from "zod";'],
    [
      "cli/a.ts",
      'import { x } from "../emulator"; import { y } from "../chat"; import { z } from "../provider/settings";',
    ],
    ["cli/a.ts", 'import { version } from "pulumi-tencent-chat/package.json";'],
  ] as const) {
    it(`allowed: ${text} in ${file}`, () => {
      const imports = importsOf(file, text);
      assert.ok(imports.length > 0);
      assert.deepEqual(violations(imports), []);
    });
  }
});
