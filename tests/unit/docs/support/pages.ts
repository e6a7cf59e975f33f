import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const repository = path.resolve(__dirname, "../../../..");

/** A Markdown file of the repository. */
export interface Page {
  /** Relative to the repository, such as `docs/guides/ci.md`. */
  readonly file: string;
  readonly text: string;
}

export function readPage(file: string): Page {
  return { file, text: readFileSync(path.join(repository, file), "utf8") };
}

/** README.md and the pages in docs/ and docs/guides/: what a user reads, without the generated reference. */
export const userPages: readonly Page[] = ["README.md", ...filesIn("docs"), ...filesIn("docs/guides")].map(readPage);

/** The Markdown files of a folder, without its subfolders. */
export function filesIn(folder: string): string[] {
  return readdirSync(path.join(repository, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `${folder}/${file}`);
}

/** The code blocks of a page in one language, without the indentation that they have in lists. */
export function blocksIn({ text }: Page, language: string): string[] {
  return [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, "gms"))].map(
    ([, indent = "", code = ""]) => code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

/** The table under a heading, as cells. The first row is the header. */
export function tableUnder({ text }: Page, heading: string): string[][] {
  const [, section = ""] = `\n${text}`.split(`\n${heading}\n`);
  return rowsIn(/(?:^\|.*\n)+/m.exec(section)?.[0] ?? "");
}

function rowsIn(table: string): string[][] {
  const cells = table
    .trim()
    .split("\n")
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
  return cells.filter(([first]) => !first?.startsWith("---"));
}

/** The texts in backticks. */
export function codeIn(cell = ""): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
}
