/** A line's first `//`, with the space behind it. */
const COMMENT = /^(\s*)\/\/ ?/;

/** Makes lines comments, or takes that away where all of them are. Empty lines stay as they are. */
export function toggleComment(lines: readonly string[]): string[] {
  const full = lines.filter((line) => line.trim() !== '');
  const isOff = full.length > 0 && full.every((line) => COMMENT.test(line));
  return lines.map((line) => (isOff ? line.replace(COMMENT, '$1') : line.trim() === '' ? line : `// ${line}`));
}
