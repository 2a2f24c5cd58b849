import type { Token } from '../kql/tokens';

const CLOSED = [/^(['"])(?:\\[^\r\n]|(?!\1)[^\\\r\n])*\1$/, /^@(['"])(?:\1\1|(?!\1)[^\r\n])*\1$/, /^(```|~~~)[^]*\1$/];

/** Whether a token is a string that ends, and that the service doesn't hide (`h'..'`). */
export function isString(token: Token | undefined): boolean {
  return token?.kind === 'string' && token.text.length >= 2 && CLOSED.some((pattern) => pattern.test(token.text));
}
