import path from "node:path";
import ts from "typescript";
import { repository } from "../folders.mjs";
import { aliasText, mayHoldUndefined, typeText } from "./typeText.mjs";

/**
 * The doc comment of a symbol, with its examples.
 * @typedef {{ readonly text: string, readonly examples: readonly string[] }} Doc
 * @typedef {Doc & { readonly name: string, readonly type: string, readonly required: boolean }} Property
 * @typedef {Doc & { readonly name: string, readonly properties: readonly Property[] }} Shape an interface
 * @typedef {Doc & { readonly call: string }} Method
 * @typedef {Doc & { readonly name: string, readonly isProvider: boolean, readonly args: string,
 *   readonly outputs: readonly Property[], readonly methods: readonly Method[] }} Resource
 * @typedef {Doc & { readonly name: string, readonly args: string, readonly result: string,
 *   readonly outputForm: Doc }} Func
 * @typedef {Doc & { readonly type: string }} Alias a type with another name, such as a union of literals
 * @typedef {{ readonly resources: readonly Resource[], readonly functions: readonly Func[],
 *   readonly shapes: ReadonlyMap<string, Shape>, readonly aliases: ReadonlyMap<string, Alias> }} Package
 */

/**
 * Reads the exports of the package with the TypeScript compiler.
 * @param {string} entry
 * @returns {Package}
 */
export function readPackage(entry) {
  const program = ts.createProgram([entry], compilerOptions());
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(sourceOf(program, entry));
  if (module === undefined) throw new Error(`${entry} exports nothing`);
  const symbols = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, original(symbol, checker)]));
  const reader = new Reader(checker);
  const all = [...symbols].sort(([a], [b]) => (a < b ? -1 : 1));
  const functions = all.filter(([name, { flags }]) => flags & ts.SymbolFlags.Variable && !name.endsWith("Output"));
  return {
    resources: all.filter(([, { flags }]) => flags & ts.SymbolFlags.Class).map(([, symbol]) => reader.resource(symbol)),
    functions: functions.map(([name, symbol]) => reader.func(symbol, symbols.get(`${name}Output`))),
    shapes: new Map(
      all
        .filter(([, { flags }]) => flags & ts.SymbolFlags.Interface)
        .map(([name, symbol]) => [name, reader.shape(symbol)]),
    ),
    aliases: new Map(
      all
        .filter(([, { flags }]) => flags & ts.SymbolFlags.TypeAlias)
        .map(([name, symbol]) => [name, reader.alias(symbol)]),
    ),
  };
}

class Reader {
  /** @param {ts.TypeChecker} checker */
  constructor(checker) {
    this.checker = checker;
  }

  /** @param {ts.Symbol} symbol @returns {Resource} */
  resource(symbol) {
    const type = this.checker.getDeclaredTypeOfSymbol(symbol);
    const members = this.checker.getPropertiesOfType(type).filter((member) => isOurs(member) && isPublic(member));
    const statics = [...(symbol.exports?.values() ?? [])].filter((member) => member.flags & ts.SymbolFlags.Method);
    return {
      name: symbol.name,
      isProvider: bases(type).includes("ProviderResource"),
      args: `${symbol.name}Args`,
      outputs: members.map((member) => this.property(member)),
      methods: statics.filter(isPublic).map((member) => this.method(symbol.name, member)),
      ...this.doc(symbol),
    };
  }

  /** @param {ts.Symbol} plain @param {ts.Symbol | undefined} output @returns {Func} */
  func(plain, output) {
    const [signature] = this.checker.getTypeOfSymbol(plain).getCallSignatures();
    if (signature === undefined || output === undefined) throw new Error(`${plain.name} does not exist in both forms`);
    const result = this.checker.typeToString(signature.getReturnType(), undefined, ts.TypeFormatFlags.NoTruncation);
    return {
      name: plain.name,
      args: `${plain.name.charAt(0).toUpperCase()}${plain.name.slice(1)}Args`,
      result: result
        .replace(/^Promise<(.*)>$/, "$1")
        .replace(/^Readonly<(.*)>$/, "$1")
        .replaceAll("readonly ", ""),
      outputForm: this.doc(output),
      ...this.doc(plain),
    };
  }

  /** @param {ts.Symbol} symbol @returns {Shape} */
  shape(symbol) {
    const properties = this.checker.getPropertiesOfType(this.checker.getDeclaredTypeOfSymbol(symbol));
    return {
      name: symbol.name,
      properties: inSourceOrder(properties).map((member) => this.property(member)),
      ...this.doc(symbol),
    };
  }

  /** @param {ts.Symbol} symbol @returns {Alias} */
  alias(symbol) {
    const declaration = declarationOf(symbol);
    if (!ts.isTypeAliasDeclaration(declaration)) throw new Error(`${symbol.name} is no alias`);
    return { type: aliasText(declaration, this.checker), ...this.doc(symbol) };
  }

  /** @param {ts.Symbol} symbol @returns {Property} */
  property(symbol) {
    const declaration = declarationOf(symbol);
    const node = ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration) ? declaration.type : null;
    return {
      name: symbol.name,
      type: node ? typeText(node, this.checker) : this.checker.typeToString(this.checker.getTypeOfSymbol(symbol)),
      required: !(symbol.flags & ts.SymbolFlags.Optional) && !(node && mayHoldUndefined(node)),
      ...this.doc(symbol),
    };
  }

  /** @param {string} owner @param {ts.Symbol} symbol @returns {Method} */
  method(owner, symbol) {
    const [signature] = this.checker.getTypeOfSymbol(symbol).getCallSignatures();
    const parameters = signature?.parameters.map(({ name, valueDeclaration }) => {
      const optional = valueDeclaration && ts.isParameter(valueDeclaration) && valueDeclaration.questionToken;
      return optional ? `${name}?` : name;
    });
    return { call: `${owner}.${symbol.name}(${parameters?.join(", ")})`, ...this.doc(symbol) };
  }

  /** @param {ts.Symbol} symbol @returns {Doc} */
  doc(symbol) {
    return {
      text: ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim(),
      examples: symbol
        .getJsDocTags(this.checker)
        .filter(({ name }) => name === "example")
        .map(({ text }) => ts.displayPartsToString(text).trim()),
    };
  }
}

/** @param {ts.Symbol} symbol @param {ts.TypeChecker} checker */
function original(symbol, checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** @param {ts.Symbol} symbol */
function declarationOf(symbol) {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  if (declaration === undefined) throw new Error(`${symbol.name} has no declaration`);
  return declaration;
}

/**
 * Sorts properties by their position in each file: the compiler's order depends on what else it has read.
 * @param {readonly ts.Symbol[]} properties
 */
function inSourceOrder(properties) {
  const fileOf = (/** @type {ts.Symbol} */ symbol) => declarationOf(symbol).getSourceFile().fileName;
  const files = new Set(properties.map(fileOf));
  return [...files].flatMap((file) =>
    properties
      .filter((property) => fileOf(property) === file)
      .sort((a, b) => declarationOf(a).getStart() - declarationOf(b).getStart()),
  );
}

/** Whether it is declared in sdk/, not in the Pulumi SDK. @param {ts.Symbol} symbol */
function isOurs(symbol) {
  return path.relative(repository, declarationOf(symbol).getSourceFile().fileName).startsWith("sdk");
}

/** @param {ts.Symbol} symbol */
function isPublic(symbol) {
  const internal = symbol.getJsDocTags().some(({ name }) => name === "internal");
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return !internal && !(ts.getCombinedModifierFlags(declarationOf(symbol)) & hidden);
}

/** Returns the names of a class's base classes. @param {ts.Type} type @returns {string[]} */
function bases(type) {
  return (type.getBaseTypes() ?? []).flatMap((base) => [base.symbol.name, ...bases(base)]);
}

function compilerOptions() {
  const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), ts.sys.readFile);
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, repository).options;
}

/** @param {ts.Program} program @param {string} entry */
function sourceOf(program, entry) {
  const source = program.getSourceFile(entry);
  if (source === undefined) throw new Error(`${entry} does not exist`);
  return source;
}
