/** XML to the JSON that `parse_xml` documents: attributes as `@name`, text beside others as `#text`, repeats as arrays. */
import { ofKnown, type Scripted } from './scripted';

const MOST_BYTES = 1_048_576;
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?>|<(\/?)([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

type Json = string | null | { [key: string]: Json } | Json[];

interface Element {
  name: string;
  members: [string, Json][];
  text: string;
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, digits: string, name: string) => {
    const code = hex ? parseInt(hex, 16) : digits ? Number(digits) : undefined;
    return code !== undefined && code <= 0x10ffff ? String.fromCodePoint(code) : (ENTITIES[name] ?? whole);
  });
}

function add(members: [string, Json][], name: string, value: Json): void {
  const present = members.find(([key]) => key === name);
  if (!present) {
    members.push([name, value]);
  } else if (Array.isArray(present[1])) {
    present[1].push(value);
  } else {
    present[1] = [present[1], value];
  }
}

function valueOf({ members, text }: Element): Json {
  const trimmed = text.trim();
  if (members.length === 0) {
    return trimmed === '' ? null : trimmed;
  }
  return Object.fromEntries(trimmed === '' ? members : [...attributes(members), ['#text', trimmed], ...inner(members)]);
}

const attributes = (members: [string, Json][]) => members.filter(([name]) => name.startsWith('@'));
const inner = (members: [string, Json][]) => members.filter(([name]) => !name.startsWith('@'));

/** Undefined for what is not well formed. */
export function parseXml(xml: string): Json | undefined {
  const root: Element = { name: '', members: [], text: '' };
  const open = [root];
  let end = 0;
  for (const token of xml.matchAll(TOKEN)) {
    if (token.index !== end) {
      return undefined;
    }
    end += token[0].length;
    const [whole, cdata, closing, name, list = '', empty] = token;
    const current = open.at(-1)!;
    if (cdata !== undefined) {
      current.text += cdata;
    } else if (name === undefined) {
      current.text += whole.startsWith('<') ? '' : decoded(whole);
    } else if (closing) {
      const done = open.pop()!;
      if (done.name !== name || open.length === 0) {
        return undefined;
      }
      add(open.at(-1)!.members, name, valueOf(done));
    } else {
      const members = [...list.matchAll(ATTRIBUTE)].map((pair): [string, Json] => [
        `@${pair[1]}`,
        decoded(pair[2] ?? pair[3] ?? ''),
      ]);
      const element = { name, members, text: '' };
      if (empty) {
        add(current.members, name, valueOf(element));
      } else {
        open.push(element);
      }
    }
  }
  const whole = end === xml.length && open.length === 1 && root.members.length === 1 && root.text.trim() === '';
  return whole ? Object.fromEntries(root.members) : undefined;
}

export const XML: Record<string, Scripted> = {
  parse_xml: ofKnown((xml = '') => {
    const value = Buffer.byteLength(xml) > MOST_BYTES ? undefined : parseXml(xml.replace(/^\uFEFF/, ''));
    return value === undefined ? null : JSON.stringify(value);
  }),
};
