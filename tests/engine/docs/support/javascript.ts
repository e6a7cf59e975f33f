import ts from "typescript";

/**
 * Compiles a documented program in advance, since a JavaScript project starts faster. Nobody is online to read a farewell, so
 * its wait is short.
 */
export function javascriptOf(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(code.replace('wait: "1m"', 'wait: "1s"'), { compilerOptions }).outputText;
}
