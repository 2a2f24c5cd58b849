import { Refusal } from '../refusal';
import { type Filter, readFilter } from './filter';
import type { DescribedTable } from './tables';

const MEMBERS = ['name', 'description', 'columns'] as const;

type Member = (typeof MEMBERS)[number];

/** The OData options that the list of tables takes. */
export interface Options {
  count: boolean;
  filter: Filter;
  select: readonly Member[];
  skip: number;
  top: number;
}

/** The list as the options ask for it; `count` is how many pass the filter, before any is skipped. */
export function applyOptions(tables: readonly DescribedTable[], options: Options): { count: number; value: object[] } {
  const passing = tables.filter(options.filter);
  const page = passing.slice(options.skip, options.skip + options.top);
  return {
    count: passing.length,
    value: page.map((table) => Object.fromEntries(options.select.map((name) => [name, table[name]]))),
  };
}

/** Reads the options of a URL. Throws a 400 that names the one that is unknown or has no usable value. */
export function readOptions(parameters: URLSearchParams): Options {
  const options: Options = { count: false, filter: () => true, select: MEMBERS, skip: 0, top: Infinity };
  for (const [name, value] of parameters) {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (!read) {
      throw invalid(`The query option '${name}' is not supported; ${Object.keys(READERS).join(', ')} are.`);
    }
    Object.assign(options, read(value, name));
  }
  return options;
}

/** Refuses every option, where a call takes none. */
export function refuseOptions(parameters: URLSearchParams): void {
  const [name] = parameters.keys();
  if (name !== undefined) {
    throw invalid(`The query option '${name}' is not supported; this call takes none.`);
  }
}

const READERS: Readonly<Record<string, (value: string, name: string) => Partial<Options>>> = {
  $count: (value) => {
    if (value !== 'true' && value !== 'false') {
      throw invalid(`Invalid $count '${value}'; it is true or false.`);
    }
    return { count: value === 'true' };
  },
  $filter: (value) => ({ filter: readFilter(value) }),
  $select: (value) => ({ select: value.split(',').map(member) }),
  $skip: (value, name) => ({ skip: whole(value, name) }),
  $top: (value, name) => ({ top: whole(value, name) }),
};

function member(text: string): Member {
  const found = MEMBERS.find((name) => name === text.trim());
  if (!found) {
    throw invalid(`Could not find a property named '${text.trim()}' on type 'microsoft.graph.security.huntingTable'.`);
  }
  return found;
}

function whole(value: string, name: string): number {
  if (!/^\d{1,9}$/.test(value)) {
    throw invalid(`Invalid ${name} '${value}'; it is a whole number, 0 or more.`);
  }
  return Number(value);
}

function invalid(message: string): Refusal {
  return new Refusal(400, 'BadRequest', message);
}
