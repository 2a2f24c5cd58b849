/**
 * How an answer is written where the services, their versions and their documents differ. What is absent is as the API
 * of the day writes it.
 */
export interface Style {
  /** The members of a schema entry: `name` and `type`, or `Name` and `Type`. */
  members?: 'name' | 'Name';
  /** A bool as the number 0 or 1, or as the text `True` or `False` that one adapter has seen since 2026. */
  booleans?: 'number' | 'text';
  /** What stands for a missing number, datetime or dynamic. */
  missing?: '{}' | 'null';
  /** False for datetimes without a zone, as the oldest service wrote them. */
  zone?: boolean;
  /** Every cell is of another JSON type, or another text, than its column's type promises. */
  wrongTypes?: boolean;
}

/** What a caller may choose while the emulator runs, with its values. */
export const CHOICES = {
  members: ['name', 'Name'],
  booleans: ['number', 'text'],
  missing: ['{}', 'null'],
} as const;

/** Each API as of today. */
export const NO_CHOICE: Style = { members: undefined, booleans: undefined, missing: undefined };

/** Reads `POST /_emulator/wire`. Throws a sentence that names what is wrong. */
export function readStyle(value: unknown): Style {
  const given = Object.entries(typeof value === 'object' && value !== null ? value : {});
  for (const [name, choice] of given) {
    const known = (CHOICES as Record<string, readonly string[]>)[name];
    if (!known) {
      throw new Error(`The wire has no "${name}"; it has ${Object.keys(CHOICES).join(', ')}.`);
    }
    if (!known.includes(String(choice))) {
      throw new Error(
        `The wire's "${name}" is ${known.map((one) => `"${one}"`).join(' or ')}, not "${String(choice)}".`
      );
    }
  }
  return Object.fromEntries(given) as Style;
}
