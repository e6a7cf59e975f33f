import { type EndpointPath, endpoints } from "../../../chat";
import { ENDPOINTS } from "../../../emulator/api/registry";
import * as sdk from "../../../sdk";
import { type Use, uses } from "./uses";

const emulated: ReadonlySet<string> = new Set(ENDPOINTS.map(({ path }) => path));

/** Returns the content of docs/coverage.md. It omits resources and functions that the package does not export. */
export function coveragePage(): string {
  const paths = [...endpoints.keys()];
  const typed = paths.filter((path) => useOf(path) !== undefined);
  const tables = servicesOf(paths).map((service) => table(service, paths));
  return `${[
    "# What is covered",
    "",
    "Every API of the service, and how this package uses it. `COVERAGE_WRITE=1 npm run test:unit` generates this page, and",
    "a test compares it with the code.",
    "",
    "- **Client**: the method of a `ChatClient`. `call` means `client.call(path, body)`: signed, limited to the rate of the API,",
    "  and retried if that is safe, but untyped.",
    "- **Resources** and **functions**: the ones that use it in a Pulumi program.",
    "- **Emulator**: the emulator implements it. It refuses the other APIs by name.",
    "",
    `${paths.length} APIs: ${typed.length} with methods, ${paths.filter((path) => emulated.has(path)).length} emulated.`,
    "",
    ...tables,
  ].join("\n")}`;
}

function servicesOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.slice(0, path.indexOf("/"))))];
}

function table(service: string, paths: readonly string[]): string {
  const rows = paths.filter((path) => path.startsWith(`${service}/`)).map(row);
  const head = ["API", "client", "resources", "functions", "emulator"];
  return `## ${service}\n\n${aligned([head, ...rows])}\n`;
}

function row(path: string): string[] {
  const endpoint = endpoints.get(path);
  const use = useOf(path);
  const { api = path, doc } = endpoint ?? {};
  return [
    doc === undefined ? api : `[${api}](https://trtc.io/document/${doc})`,
    use === undefined ? "`call`" : listed(use.client),
    listed(use?.resources?.filter(isExported)),
    listed(use?.functions?.filter(isExported)),
    emulated.has(path) ? "yes" : "",
  ];
}

function useOf(path: string): Use | undefined {
  return uses[path as EndpointPath];
}

function isExported(name: string): boolean {
  return name in sdk;
}

function listed(names: readonly string[] = []): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => {
    return `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  };
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join("\n");
}
