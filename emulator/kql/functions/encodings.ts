/** Hashes, base64, compressed text and code points. */
import { convert, toText } from '../conversion';
import { unsupported } from '../plan';
import type { Scalar } from '../scalar';
import { scripted } from '../scripted/scripted';
import type { SyntaxNode } from '../syntax';
import { ofText, type ScalarFunction } from './call';

/** xxHash64 of a text's UTF-8 or of the eight bytes of a long, datetime or timespan; other types are not documented. */
const hash: ScalarFunction = ([value, modulo], call) => {
  const whole = `${hashed(value, call.node)}::BIGINT`;
  return modulo ? `kql_mod(${whole}, ${convert(modulo, 'long')})` : whole;
};

/** SQL text of the hash. */
export function hashed(value: Scalar, node: SyntaxNode): string {
  switch (value.type) {
    case 'string':
      return scripted('hash_text', value.sql);
    case 'long':
    case 'datetime':
    case 'timespan':
      return scripted('hash_long', value.sql);
    default:
      throw unsupported(`The hash of a ${value.type}`, node);
  }
}

const fromCodePoints: ScalarFunction = (args) => {
  const lists = args.map((arg) =>
    arg.type === 'dynamic'
      ? `coalesce(kql_items(${arg.sql}), [${arg.sql}])`
      : `[coalesce((${arg.sql})::VARCHAR, 'null')]`
  );
  const all = lists.reduce((a, b) => `list_concat(${a}, ${b})`);
  return `coalesce(${scripted('from_codepoints', `kql_array(${all})`)}, '')`;
};

const codePoints = ofText((text) => scripted('codepoints', text));

const PUNYCODE = [
  'punycode_from_string',
  'punycode_to_string',
  'punycode_domain_from_string',
  'punycode_domain_to_string',
];

export const ENCODINGS: Record<string, ScalarFunction> = {
  hash,
  hash_xxhash64: hash,
  base64_decode_toarray: ofText((text) => scripted('base64_bytes', text)),
  base64_encode_fromarray: ([list]) => `coalesce(${scripted('base64_of_bytes', convert(list, 'dynamic'))}, '')`,
  base64_decode_toguid: ofText((text) => scripted('guid_of_base64', text)),
  base64_encode_fromguid: ([guid]) => scripted('base64_of_guid', toText(guid)),
  gzip_decompress_from_base64_string: ofText((text) => scripted('gunzip', text)),
  zlib_decompress_from_base64_string: ofText((text) => scripted('inflate', text)),
  ...Object.fromEntries(PUNYCODE.map((name) => [name, ofText((text) => scripted(name, text))])),
  unicode_codepoints_from_string: codePoints,
  to_utf8: codePoints,
  unicode_codepoints_to_string: fromCodePoints,
  make_string: fromCodePoints,
};
