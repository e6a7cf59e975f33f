/**
 * Converts the text of a doc comment to Markdown, with links to pages, and to the documents that the comment does not link itself.
 * @param {string} text
 */
export function prose(text) {
  return text
    .replace(/\{@link ([^}]+)\}/g, "`$1`")
    .replace(/(?<!\[)\bdocs? \d{5}\b(?:(?: \([^)]*\))?(?:,|,? and| to|;) \d{5}\b)*/g, (source) =>
      source.replace(/\d{5}/g, documentLink),
    )
    .replace(/\bdocs\/([\w/]+\.md)/g, "[docs/$1](../$1)");
}

/** @param {string} number the document number of the service */
function documentLink(number) {
  return `[${number}](https://trtc.io/document/${number})`;
}

/** @param {readonly string[]} examples */
export function codeBlocks(examples) {
  return examples.map((example) => `\`\`\`ts\n${example}\n\`\`\``);
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** @param {string} text */
function cell(text) {
  return text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}

/** Returns the first sentence. @param {string} text */
export function summary(text) {
  return prose(/^.*?[.:](?=\s|$)/s.exec(text)?.[0].replace(/:$/, ".") ?? text);
}

/** Returns the anchor of a heading, like GitHub's. @param {string} heading */
export function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
