/**
 * The DuckDB identifier, quoted, of a Kusto table or column.
 *
 * Kusto tells `LogonId` from `LogonID`; DuckDB folds ASCII case even inside quotes. The positions of the capitals are
 * therefore written behind the name as a hexadecimal mask, so that two names never meet unless they are equal.
 */
export function identifier(name: string): string {
  let capitals = 0n;
  for (let i = 0; i < name.length; i++) {
    if (name[i]! >= 'A' && name[i]! <= 'Z') {
      capitals |= 1n << BigInt(i);
    }
  }
  return quoted(`${name}~${capitals.toString(16)}`);
}

/** Any text as a quoted DuckDB identifier, for names that only the translation uses. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
