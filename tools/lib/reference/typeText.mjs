import ts from "typescript";

/** Omitted from the pages: a program can pass a value, an output or a promise everywhere. */
const wrappers = ["Input", "Output", "Promise", "Readonly"];

/**
 * Returns a type for the reader: without inputs, outputs, `readonly` and `undefined`, and with the values of a union of
 * literals instead of its name.
 * @param {ts.TypeNode} node
 * @param {ts.TypeChecker} checker
 * @returns {string}
 */
export function typeText(node, checker) {
  const inner = (/** @type {ts.TypeNode} */ child) => typeText(child, checker);
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword).map(inner);
    return [...new Set(parts)].join(" | ");
  }
  if (ts.isParenthesizedTypeNode(node)) return inner(node.type);
  if (ts.isTypeOperatorNode(node)) return inner(node.type);
  if (ts.isArrayTypeNode(node)) return listText(inner(node.elementType));
  if (!ts.isTypeReferenceNode(node))
    return node
      .getText()
      .replace(/\breadonly /g, "")
      .replace(/\s+/g, " ");
  const name = ts.isQualifiedName(node.typeName) ? node.typeName.right.text : node.typeName.text;
  const [first] = node.typeArguments ?? [];
  if (first && wrappers.includes(name)) return inner(first);
  if (node.typeArguments) return `${name}<${node.typeArguments.map(inner).join(", ")}>`;
  return declaredLiterals(node, checker) ?? literals(checker.getTypeFromTypeNode(node)) ?? name;
}

/**
 * Returns the values of a union of literals in source order; the compiler's order depends on what else it has read.
 * @param {ts.TypeReferenceNode} node
 * @param {ts.TypeChecker} checker
 */
function declaredLiterals(node, checker) {
  const symbol = checker.getSymbolAtLocation(node.typeName);
  const alias = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = alias?.declarations?.find(ts.isTypeAliasDeclaration);
  const text = declaration && typeText(declaration.type, checker);
  return text && areLiterals(text) ? text : undefined;
}

/**
 * Returns the type that an alias stands for; for a union of literals that is computed, its values.
 * @param {ts.TypeAliasDeclaration} declaration
 * @param {ts.TypeChecker} checker
 */
export function aliasText(declaration, checker) {
  const text = typeText(declaration.type, checker);
  return areLiterals(text) ? text : (literals(checker.getTypeFromTypeNode(declaration.type)) ?? text);
}

/** Whether an output may hold `undefined`. @param {ts.TypeNode} node */
export function mayHoldUndefined(node) {
  const [inner] = (ts.isTypeReferenceNode(node) && node.typeArguments) || [];
  return inner && ts.isUnionTypeNode(inner) && inner.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);
}

/** @param {string} text */
function areLiterals(text) {
  return text.split(" | ").every((value) => /^"[^"]*"$/.test(value));
}

/** @param {string} item */
function listText(item) {
  return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
}

/** @param {ts.Type} type */
function literals(type) {
  const members = type.isUnion() ? type.types : [type];
  const values = members.flatMap((member) => (member.isStringLiteral() ? [JSON.stringify(member.value)] : []));
  return values.length === members.length ? values.sort().join(" | ") : undefined;
}
