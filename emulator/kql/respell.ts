/** Forms that the hunting service takes and the analysis doesn't, written in forms of the same length that it does. */

interface Form {
  written: RegExp;
  read: (lead: string) => string;
}

const FORMS: Form[] = [
  // The columns that the function reads anyway.
  { written: /(\binvoke\s+)DeviceFromIP\s*\(\s*(?:IP|"IP"|'IP')\s*\)/g, read: (lead) => `${lead}DeviceFromIP()` },
  {
    written: /(\binvoke\s+)DeviceFromIP\s*\(\s*(?:IP|"IP"|'IP')\s*,\s*(?:Timestamp|"Timestamp"|'Timestamp')\s*\)/g,
    read: (lead) => `${lead}DeviceFromIPAt()`,
  },
  // With a device it lists devices, without one it adds a column.
  { written: /(\binvoke\s+)SeenBy(?=\s*\(\s*[^)\s])/g, read: (lead) => `${lead}SeenOf` },
  { written: /(\bfind\b[^|;]*\bproject\b[^|;]*)\bpack_all\s*\(\s*\)/g, read: (lead) => `${lead}pack(*)` },
];

/** Places in the text stay what they are. */
export function respelled(kql: string): string {
  return FORMS.reduce(
    (text, { written, read }) =>
      text.replace(written, (whole: string, lead: string) => read(lead).padEnd(whole.length)),
    kql
  );
}
