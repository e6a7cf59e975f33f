/** Writes the assignment of a variable, by shell. */
const assignments = {
  bash: (name: string, value: string) => `export ${name}=${plainOr(value, `'${value.replaceAll("'", "'\\''")}'`)}`,
  fish: (name: string, value: string) =>
    `set -gx ${name} ${plainOr(value, `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`)}`,
  // To PowerShell, typographic quotes are quotes as well.
  powershell: (name: string, value: string) => `$env:${name} = '${value.replace(/['\u2018-\u201b]/g, "$&$&")}'`,
} as const;

export type Shell = keyof typeof assignments;
export const shells = Object.keys(assignments) as readonly Shell[];

/** Returns lines that set the variables when a shell evaluates them. */
export function exportLines(variables: Readonly<Record<string, string>>, shell: Shell): string {
  return Object.entries(variables)
    .map(([name, value]) => `${assignments[shell](name, value)}\n`)
    .join("");
}

function plainOr(value: string, quoted: string): string {
  return /^[A-Za-z0-9_./:@-]+$/.test(value) ? value : quoted;
}
