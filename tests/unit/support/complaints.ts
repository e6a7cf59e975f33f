import path from "node:path";
import ts from "typescript";

const repository = path.resolve(__dirname, "../../..");

/** The compiler errors of programs that are placed in the root, where the package's name resolves to dist/. */
export function complaints(sources: readonly string[]): string[] {
  const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: ["sdk/index.ts"] },
    ts.sys,
    repository,
  );
  const files = new Map(sources.map((source, index) => [path.join(repository, `program-${index + 1}.ts`), source]));
  const host = ts.createCompilerHost(options);
  const own = { fileExists: host.fileExists, readFile: host.readFile };
  host.fileExists = (file) => files.has(path.normalize(file)) || own.fileExists(file);
  host.readFile = (file) => files.get(path.normalize(file)) ?? own.readFile(file);
  const program = ts.createProgram([...files.keys()], { ...options, types: ["node"], noUnusedLocals: false }, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const where = file ? path.relative(repository, file.fileName) : "options";
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}
