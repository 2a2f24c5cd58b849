import { quote } from '../kql/literal';
import { quoteName } from '../kql/name';
import { matchAt, REFERENCE } from '../kql/scan';

/** A text as a literal. What it names whole (`$device`) Grafana fills in; what only begins a name is text. */
export function spellText(text: string): string {
  return closed(quote(text));
}

/** Words that KQL reads as its own where a name may stand. */
const RESERVED = new Set(
  (
    'and,or,not,by,in,has,has_any,has_all,contains,startswith,endswith,between,matches,asc,desc,nulls,first,last,true,' +
    'false,null,with,on,kind,where,project,distinct,summarize,sort,order,top,take,limit,count,let,set,print,datatable'
  ).split(',')
);

/** A column or a table, whatever its name holds. */
export function spellName(name: string): string {
  return RESERVED.has(name) ? `['${name}']` : closed(quoteName(name));
}

/** The `${` of a name that doesn't end in the literal would find its end in what follows. */
function closed(literal: string): string {
  return literal.replace(/\$\{/g, (text, at: number) => (matchAt(REFERENCE, literal, at) ? text : '\\u0024{'));
}
