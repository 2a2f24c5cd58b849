/** How a sentence ends that names what an `unsupported` query asks for. */
export const NOT_SUPPORTED = ' is not supported by this emulator.';

/** SQL that fails with the refusal of `what`, once the data asks for it. */
export function refusalSql(what: string): string {
  return `error('${what}${NOT_SUPPORTED}')`;
}

export type KqlErrorKind = 'syntax' | 'semantic' | 'unsupported' | 'execution';

/**
 * A query that gives no rows. `start` and `length` count UTF-16 units of the KQL.
 * `unsupported` means that the KQL may be right but this engine cannot run it; the message names the operator, function
 * or clause. A run that was canceled rejects with the reason of its signal instead.
 */
export class KqlError extends Error {
  override readonly name = 'KqlError';

  constructor(
    readonly kind: KqlErrorKind,
    message: string,
    readonly start?: number,
    readonly length?: number
  ) {
    super(message);
  }
}
