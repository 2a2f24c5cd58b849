/** Files that stand for addresses which `externaldata` reads: the emulator itself fetches nothing. */
import { readFileSync } from 'node:fs';

import { KqlError } from './error';

/** Files by address; `*` is the file of every address that is not named. */
export type ExternalFiles = ReadonlyMap<string, string>;

export type ExternalFormat = 'csv' | 'tsv' | 'psv' | 'scsv' | 'txt' | 'raw' | 'json' | 'multijson';

const SEPARATORS: Partial<Record<ExternalFormat, string>> = { csv: ',', tsv: '\t', psv: '|', scsv: ';' };
const FORMATS = ['csv', 'tsv', 'psv', 'scsv', 'txt', 'raw', 'json', 'multijson'];
const BY_EXTENSION: Record<string, ExternalFormat> = { tsv: 'tsv', psv: 'psv', txt: 'txt', json: 'json' };

const MOST_BYTES = 64 * 1024 * 1024;

/** The format that a query names, or that the address ends with; Kusto takes anything else for CSV. */
export function formatOf(name: string | undefined, address: string): ExternalFormat | undefined {
  if (name !== undefined) {
    return FORMATS.find((format) => format === name.toLowerCase()) as ExternalFormat | undefined;
  }
  return BY_EXTENSION[/\.(\w+)(?:[?;#].*)?$/.exec(address)?.[1]?.toLowerCase() ?? ''] ?? 'csv';
}

/** Reads a file as records: the fields of a line by place, or an object by name. Throws a KqlError for what is broken. */
export function readRecords(file: string, format: ExternalFormat): (string[] | Record<string, unknown>)[] {
  const text = readText(file);
  const separator = SEPARATORS[format];
  if (separator !== undefined) {
    return fieldsOf(text, separator);
  }
  switch (format) {
    case 'raw':
      return [[text]];
    case 'txt':
      return linesOf(text).map((line) => [line]);
    default:
      return objectsOf(text, file);
  }
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KqlError('execution', `The file that stands for the external data cannot be read: ${why}`);
  }
  if (bytes.length > MOST_BYTES) {
    throw new KqlError('execution', `The file ${file} is larger than 64 MB, the most that externaldata reads here.`);
  }
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** One object a line, or objects and arrays of objects that may span lines. */
function objectsOf(text: string, file: string): Record<string, unknown>[] {
  try {
    return linesOf(text)
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .flat();
  } catch {
    try {
      return [JSON.parse(text) as Record<string, unknown>].flat();
    } catch {
      throw new KqlError(
        'execution',
        `The file ${file} holds neither a JSON object on each line nor one JSON document.`
      );
    }
  }
}

/** RFC 4180: a field in quotes may hold separators, line ends and doubled quotes. Empty lines are no records. */
function fieldsOf(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { field, end } = text[at] === '"' ? quotedField(text, at) : plainField(text, at, separator);
    record.push(field);
    at = end;
    if (text[at] === separator) {
      at++;
      if (at < text.length) {
        continue;
      }
      record.push('');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (record.length > 1 || record[0] !== '') {
      records.push(record);
    }
    record = [];
  }
  return records;
}

function quotedField(text: string, start: number): { field: string; end: number } {
  let end = start + 1;
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) {
    end += text[end] === '"' ? 2 : 1;
  }
  return { field: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function plainField(text: string, start: number, separator: string): { field: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && !text.startsWith('\r\n', end)) {
    end++;
  }
  return { field: text.slice(start, end), end };
}
