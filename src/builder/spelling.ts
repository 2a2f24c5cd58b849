import { quote } from '../kql/literal';
import { quoteName } from '../kql/name';
import { matchAt, REFERENCE } from '../kql/scan';

/** A text as a literal. What it names whole (`$device`) Grafana fills in; what only begins a name is text. */
export function spellText(text: string): string {
  return closed(quote(text));
}

/** A text of the data as a literal: nothing in it is a name that Grafana fills in. */
export function spellData(text: string): string {
  return quote(text)
    .replace(/\$(?=[\w{])/g, '\\u0024')
    .replace(/\[(?=\[)/g, '\\u005b');
}

/** A column or a table, whatever its name holds. */
export function spellName(name: string): string {
  return closed(quoteName(name));
}

/** The `${` of a name that doesn't end in the literal would find its end in what follows. */
function closed(literal: string): string {
  return literal.replace(/\$\{/g, (text, at: number) => (matchAt(REFERENCE, literal, at) ? text : '\\u0024{'));
}
