/** Returns a value as TypeScript, in the style of prettier and biome. Undefined properties are left out. */
export function literal(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, each]) => `${inner}${propertyName(key)}: ${literal(each, inner)},`);
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function propertyName(key: string): string {
  // A computed key: as a plain one, __proto__ would set the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
