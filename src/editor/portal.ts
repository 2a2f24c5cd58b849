import type { Cloud } from '../settings';

/** Where people hunt by hand. China's cloud has no such page. */
const HOSTS: Partial<Record<Cloud, string>> = {
  commercial: 'security.microsoft.com',
  gcc: 'security.microsoft.com',
  gccHigh: 'security.microsoft.us',
  dod: 'security.apps.mil',
};

/** Browsers and the portal's servers cut what is longer. */
const LONGEST = 8000;
const DAY_MS = 86_400_000;

/**
 * The page of the Defender portal with this query in its editor: the text as UTF-16, gzip, and Base64 for URLs. The
 * portal knows days, weeks and months only. Undefined where there is none, or where the query is too long for it.
 */
export async function portalUrl(
  kql: string,
  cloud: Cloud = 'commercial',
  rangeMs = 30 * DAY_MS
): Promise<string | undefined> {
  const host = HOSTS[cloud];
  if (!host || kql.trim() === '' || typeof CompressionStream === 'undefined') {
    return undefined;
  }
  const query = base64Url(await gzip(utf16(kql)));
  const span = rangeMs <= DAY_MS ? 'day' : rangeMs <= 7 * DAY_MS ? 'week' : 'month';
  const url = `https://${host}/v2/advanced-hunting?query=${query}&timeRangeId=${span}`;
  return url.length <= LONGEST ? url : undefined;
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) {
    view.setUint16(2 * i, text.charCodeAt(i), true);
  }
  return bytes;
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function base64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
