import { KqlError } from '../kql/error';
import { Refusal } from './refusal';

/**
 * What the service answers when a query fails: Kusto's own sentence, then what to fix. Captures of syntax errors have
 * two full stops between the two, and none has a line or a column, so neither has this.
 */
export function refuseFailedHunt(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  if (!(error instanceof KqlError)) {
    return new Refusal(500, 'UnknownError', '');
  }
  const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  switch (error.kind) {
    case 'syntax':
      return new Refusal(400, 'BadRequest', `${error.message}. Fix syntax errors in your query.`);
    case 'semantic':
      return new Refusal(400, 'BadRequest', `${sentence} Fix semantic errors in your query.`);
    case 'unsupported':
      return new Refusal(400, 'BadRequest', `The emulator refuses this query, the service may not: ${sentence}`);
    case 'execution':
      return new Refusal(400, 'BadRequest', sentence);
  }
}
