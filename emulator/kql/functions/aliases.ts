/** Older names that Kusto still reads. */
import type { ScalarFunction } from './call';

const OLD_NAMES: Record<string, string> = {
  array_strcat: 'strcat_array',
  arraylength: 'array_length',
  base64_decodestring: 'base64_decode_tostring',
  base64_encodestring: 'base64_encode_tostring',
  columnifexists: 'column_ifexists',
  datepart: 'datetime_part',
  extractall: 'extract_all',
  notempty: 'isnotempty',
  parsejson: 'parse_json',
  parseurl: 'parse_url',
  parseurlquery: 'parse_urlquery',
  row_rank: 'row_rank_dense',
  totime: 'totimespan',
  weekofyear: 'week_of_year',
};

export function aliasesOf(functions: Record<string, ScalarFunction>): Record<string, ScalarFunction> {
  return Object.fromEntries(
    Object.entries(OLD_NAMES).flatMap(([old, name]) => {
      const write = functions[name];
      return write ? [[old, write]] : [];
    })
  );
}
