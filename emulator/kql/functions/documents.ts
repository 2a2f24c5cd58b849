/** Functions that take documents apart or change them: JSON by its paths, bags by their keys, CSV, XML, command lines. */
import { convert, toDynamic, toText } from '../conversion';
import { unsupported } from '../plan';
import { constantText, type Scalar, textLiteral } from '../scalar';
import { jsonPath } from '../scripted/bags';
import { refusable } from '../scripted/refusing';
import { scripted } from '../scripted/scripted';
import { type Call, ofText, type ScalarFunction, spelled } from './call';

const dynamic = (value: Scalar) => convert(value, 'dynamic');

/** Null (or '') where the text is no JSON or the path leads nowhere. */
const extractJson: ScalarFunction = (args, call) => {
  const path = jsonPath(spelled(args, 0, call));
  if (!path) {
    throw unsupported(`The path '${spelled(args, 0, call)}'`, call.node);
  }
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${JSON.stringify(step)}`)).join('');
  const text = toText(args[1]);
  const found = `CASE WHEN json_valid(${text}) THEN kql_path(${text}, ${textLiteral(`$${steps}`)}) END`;
  const value: Scalar = { sql: found, type: 'dynamic' };
  return convert(args[2] ? value : { sql: `kql_text(${found})`, type: 'string' }, call.type);
};

/** A key of the bag itself needs no script. */
const hasKey: ScalarFunction = ([bag, key], call) => {
  const name = constantText(key);
  return name === undefined || name.startsWith('$')
    ? `coalesce(${knownPath(scripted('bag_has_key', dynamic(bag), toText(key)), name, call)}::BOOLEAN, false)`
    : `coalesce(list_contains(json_keys(${dynamic(bag)}), ${toText(key)}), false)`;
};

function knownPath(sql: string, path: string | undefined, call: Call): string {
  if (path?.startsWith('$') && !jsonPath(path)) {
    throw unsupported(`The path '${path}'`, call.node);
  }
  return sql;
}

const isPacked = ({ sql, type }: Scalar) => (type === 'string' || type === 'dynamic' ? `${sql} <> ''` : 'true');

/** `{"name":value,…}` of columns; with `known` those that are null or empty stay out. */
export function packColumns(columns: { name: string; value: Scalar }[], known: string): string {
  const pairs = columns.map(({ name, value }) => {
    const pair = `${textLiteral(`${JSON.stringify(name)}:`)} || coalesce(${toDynamic(value)}, 'null')`;
    return `CASE WHEN NOT ${known} OR (${value.sql} IS NOT NULL AND ${isPacked(value)}) THEN ${pair} END`;
  });
  return pairs.length === 0 ? `'{}'` : `('{' || concat_ws(',', ${pairs.join(', ')}) || '}')`;
}

export const DOCUMENTS: Record<string, ScalarFunction> = {
  extract_json: extractJson,
  extractjson: extractJson,
  bag_has_key: hasKey,
  bag_remove_keys: ([bag, keys]) => scripted('bag_remove_keys', dynamic(bag), dynamic(keys)),
  bag_set_key: ([bag, key, value], call) =>
    knownPath(scripted('bag_set_key', dynamic(bag), toText(key), toDynamic(value)), constantText(key), call),
  bag_zip: ([keys, values]) => scripted('bag_zip', dynamic(keys), dynamic(values)),
  dynamic_to_json: ([value]) =>
    value.type === 'dynamic' ? `coalesce(${scripted('dynamic_to_json', value.sql)}, '')` : toText(value),
  treepath: ([value]) => scripted('treepath', dynamic(value)),
  parse_csv: ofText((text) => scripted('parse_csv', text)),
  parse_xml: ofText((text) => scripted('parse_xml', text)),
  parse_user_agent: (args, call) => {
    if (args.length < 2) {
      throw unsupported('parse_user_agent without a target', call.node);
    }
    return refusable('parse_user_agent', toText(args[0]), toText(args[1]));
  },
  parse_command_line: (args, call) => {
    const kind = spelled(args, 1, call);
    if (kind.toLowerCase() !== 'windows') {
      throw unsupported(`The parser '${kind}' of parse_command_line`, call.node);
    }
    return scripted('parse_command_line', toText(args[0]));
  },
};
