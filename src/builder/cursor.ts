import { REASONS } from '../english/builder';
import type { Script } from '../kql/script';
import type { Token } from '../kql/tokens';

/** The query says something that the builder has no place for, or nothing that KQL knows. Places count UTF-16 units. */
export class Unreadable extends Error {
  override name = 'Unreadable' as const;
  constructor(
    reason: string,
    readonly start: number,
    readonly end: number
  ) {
    super(reason);
  }
}

/** Goes over the tokens of one stage, or of one name that stands alone. */
export class Cursor {
  private at: number;

  constructor(
    private readonly script: Script,
    from: number,
    private readonly to: number
  ) {
    this.at = from;
  }

  /** The token that comes next, or one after it; undefined at the end. */
  peek(ahead = 0): Token | undefined {
    return this.at + ahead < this.to ? this.script.tokens[this.at + ahead] : undefined;
  }

  text(ahead = 0): string {
    return this.peek(ahead)?.text ?? '';
  }

  /** The next token if it is a word; '' else. */
  word(ahead = 0): string {
    const token = this.peek(ahead);
    return token?.kind === 'word' ? token.text : '';
  }

  isDone(): boolean {
    return this.at >= this.to;
  }

  /** Whether the token that comes next stands right behind the one before it. */
  touches(ahead = 0): boolean {
    const [before, token] = [this.script.tokens[this.at + ahead - 1], this.peek(ahead)];
    return before !== undefined && before.end === token?.start;
  }

  next(): string {
    const text = this.text();
    this.at++;
    return text;
  }

  /** Passes the next token if it is this one. */
  take(text: string): boolean {
    const is = this.text() === text;
    this.at += is ? 1 : 0;
    return is;
  }

  /** Passes the next token, which has to be this one. */
  expect(text: string): void {
    if (!this.take(text)) {
      this.refuse(REASONS.unexpected(this.text()));
    }
  }

  /** Passes the tokens up to a closing bracket and gives what stands before it, as it was written. */
  until(bracket: string): string {
    const start = this.peek()?.start ?? 0;
    while (!this.isDone() && this.text() !== bracket) {
      this.at++;
    }
    return this.script.kql.slice(start, this.peek()?.start ?? start).trim();
  }

  /** Refuses the token that comes next. */
  refuse(reason: string): never {
    const token = this.peek() ?? this.script.tokens[this.to - 1];
    throw new Unreadable(reason, token?.start ?? 0, token?.end ?? 0);
  }
}
