import type { QueryFixAction, ToggleFilterAction } from '@grafana/data';

import { sourceTables } from '../kql/columnsAt';
import type { Knowledge } from '../kql/knowledge';
import { readScript } from '../kql/script';
import { type HuntingQuery, isAboutEntity } from '../query';

import { comparison, mention, rootOf, type TypeOf } from './comparison';
import { addFilter, hasFilter, lastPipeline, removeFilter } from './filter';
import { LEVEL_FIELDS, levelCondition } from './level';

/** The buttons beside a field and over a selection in Explore's logs. */
export const MODIFICATIONS = ['ADD_FILTER', 'ADD_FILTER_OUT', 'ADD_STRING_FILTER', 'ADD_STRING_FILTER_OUT'];

/** Fields of a log line that no column of the query stands behind. */
const NO_COLUMNS = ['timestamp', 'body', 'id', 'labels', 'Line', 'Time'];

interface Filter {
  key: string;
  value: string;
  isEqual: boolean;
}

/** A query after one of Explore's filter buttons; as it was where the button is not known, or the query has no text. */
export function modify(query: HuntingQuery, action: QueryFixAction, knowledge?: Knowledge): HuntingQuery {
  const { key = '', value = '' } = action.options ?? {};
  switch (action.type) {
    case 'ADD_FILTER':
    case 'ADD_FILTER_OUT':
      return put(query, { key, value, isEqual: action.type === 'ADD_FILTER' }, knowledge);
    case 'ADD_STRING_FILTER':
    case 'ADD_STRING_FILTER_OUT':
      return isAboutEntity(query) || value === ''
        ? query
        : { ...query, query: addFilter(query.query, mention(value, action.type === 'ADD_STRING_FILTER'), undefined) };
    default:
      return query;
  }
}

/** A second click takes a filter away, a click on the other button turns it round. */
export function toggle(query: HuntingQuery, action: ToggleFilterAction, knowledge?: Knowledge): HuntingQuery {
  const { key = '', value = '' } = action.options;
  const filter = { key, value, isEqual: action.type === 'FILTER_FOR' };
  const had = { ...query, query: removeFilter(query.query, forms(filter, query, knowledge)) };
  return isFilterable(query, key) && had.query !== query.query ? had : put(query, filter, knowledge);
}

/** Tells whether a query keeps only rows that have the value. */
export function has(query: HuntingQuery, options: Record<string, string>, knowledge?: Knowledge): boolean {
  const { key = '', value = '' } = options;
  return isFilterable(query, key) && hasFilter(query.query, forms({ key, value, isEqual: true }, query, knowledge));
}

function put(query: HuntingQuery, filter: Filter, knowledge?: Knowledge): HuntingQuery {
  const { key, value, isEqual } = filter;
  if (!isFilterable(query, key)) {
    return query;
  }
  const typeOf = typesIn(query.query, knowledge);
  const kept = removeFilter(query.query, forms({ key, value, isEqual: !isEqual }, query, knowledge));
  const condition = conditionOf(filter, typeOf);
  if (condition === undefined) {
    return query;
  }
  return hasFilter(kept, [condition])
    ? { ...query, query: kept }
    : { ...query, query: addFilter(kept, condition, LEVEL_FIELDS.includes(key) ? undefined : rootOf(key)) };
}

function isFilterable(query: HuntingQuery, key: string): boolean {
  return !isAboutEntity(query) && (query.query ?? '').trim() !== '' && key !== '' && !NO_COLUMNS.includes(key);
}

/** A filter as it is written with the schema at hand, and as it was before the schema had been loaded. */
function forms({ key, value, isEqual }: Filter, { query }: HuntingQuery, knowledge?: Knowledge): string[] {
  return [typesIn(query, knowledge), () => undefined].flatMap(
    (typeOf) => conditionOf({ key, value, isEqual }, typeOf) ?? []
  );
}

/** Undefined for a level that no one column tells. */
function conditionOf({ key, value, isEqual }: Filter, typeOf: TypeOf): string | undefined {
  return LEVEL_FIELDS.includes(key) && typeOf(key) === undefined
    ? levelCondition(value, isEqual, typeOf)
    : comparison(key, value, isEqual, typeOf);
}

/** The types of the columns of the tables that a query reads; a name with two types, or made by the query, has none. */
function typesIn(kql: string, knowledge: Knowledge | undefined): TypeOf {
  const script = readScript(kql ?? '');
  const pipeline = lastPipeline(script);
  if (!knowledge || !pipeline) {
    return () => undefined;
  }
  const tables = sourceTables({ script, knowledge }, pipeline);
  const made = new Set(script.tokens.flatMap(({ text }, i) => (script.tokens[i + 1]?.text === '=' ? [text] : [])));
  return (column) => {
    const types = tables.flatMap((table) => {
      const found = knowledge.tables.get(table)?.columns.find(({ name }) => name === column);
      return found ? [found.type] : [];
    });
    return made.has(column) || new Set(types).size !== 1 ? undefined : types[0];
  };
}
