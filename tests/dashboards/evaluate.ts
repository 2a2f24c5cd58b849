import { ask, type Answer } from './ask';
import { fires, queryOf, type Rule, windowOf } from './rule';
import { type Site, UID } from './site';

/** An instance that fires: the texts of its row, joined by commas. */
export type Instance = string;

/** Evaluates a rule at a time (milliseconds since 1970) as Grafana's scheduler does. Throws what Grafana would call Error. */
export async function evaluate({ url }: Site, rule: Rule, at: number): Promise<Instance[]> {
  const span = { from: String(at - windowOf(rule)), to: String(at) };
  const answer = await ask({ url, uid: UID, query: queryOf(rule), headers: { FromAlert: 'true' }, ...span });
  if (answer.error !== undefined) {
    throw new Error(answer.error);
  }
  return instancesOf(rule, answer);
}

function instancesOf(rule: Rule, { fields }: Answer): Instance[] {
  const numbers = fields.filter(({ type }) => type === 'number');
  const texts = fields.filter(({ type }) => type === 'string');
  if (numbers.length > 1) {
    throw new Error(`${rule.uid}: a row has ${numbers.length} numbers, and an alert instance one.`);
  }
  const values = numbers[0]?.values ?? [];
  return values.flatMap((value, row) =>
    fires(rule, Number(value)) ? [texts.map((text) => text.values[row]).join(',')] : []
  );
}
