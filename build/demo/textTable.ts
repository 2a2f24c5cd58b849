/** Lays rows out in columns for a terminal; a cell over 60 characters is cut and ends in "…". */
export function textTable(header: string[], rows: string[][]): string {
  const cut = (cell: string) => (cell.length > 60 ? `${cell.slice(0, 59)}…` : cell);
  const lines = [header, ...rows].map((row) => row.map(cut));
  const widths = header.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(lines[0] ?? []), widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1).map(line)].join(
    '\n'
  );
}
