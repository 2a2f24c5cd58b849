/** Keeps what was read last, up to `most` of it: rows repeat the same few texts, and to read one takes long. */
export function kept<T>(most: number, read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (!known.has(text)) {
      if (known.size >= most) {
        known.clear();
      }
      known.set(text, read(text));
    }
    return known.get(text)!;
  };
}
