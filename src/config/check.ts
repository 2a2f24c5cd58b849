import { MICROSOFT_HOSTS } from './services';

/**
 * What is wrong with a field's text, as a sentence for the person who types it; undefined when it is fine. An empty
 * field isn't called wrong while the page is being filled in: the health check says what is missing.
 */
type Check = (text: string) => string | undefined;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^([a-z0-9-]+\.)+[a-z]{2,}$/i;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

export const checkGuid: Check = (text) =>
  text === '' || GUID.test(text)
    ? undefined
    : 'This isn’t an id. Copy it from the app’s overview page; it looks like 00000000-0000-0000-0000-000000000000.';

/** Entra takes a tenant's id or one of its domain names. */
export const checkTenant: Check = (text) =>
  text === '' || GUID.test(text) || DOMAIN.test(text)
    ? undefined
    : 'This is neither an id nor a domain. Copy the directory (tenant) id from the app’s overview page.';

export const checkHost: Check = (text) => {
  if (text === '') {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.hostname === '') {
    return 'This isn’t an address. It looks like https://localhost:8443.';
  }
  if (url.username !== '' || url.search !== '' || url.hash !== '') {
    return 'Leave out user names, questions and fragments: only https://host:port and a path are used.';
  }
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  return secure
    ? undefined
    : 'Use https: tokens would go over the network in the clear. http is for this machine only.';
};

export const checkCertificate: Check = (text) =>
  text.trim() === '' || /^-----BEGIN CERTIFICATE-----[^]*-----END CERTIFICATE-----$/.test(text.trim())
    ? undefined
    : 'This isn’t a PEM certificate: it starts with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----.';

export const checkPrivateKey: Check = (text) =>
  text.trim() === '' ||
  /^-----BEGIN ([A-Z]+ )?PRIVATE KEY-----[^]*-----END ([A-Z]+ )?PRIVATE KEY-----$/.test(text.trim())
    ? undefined
    : 'This isn’t a PEM private key: it starts with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.';

/** A PFX file begins with the ASN.1 mark of a long sequence, which is MI in Base64. */
export const checkPfx: Check = (text) =>
  text.trim() === '' || /^MI[A-Za-z0-9+/\s]+={0,2}$/.test(text.trim())
    ? undefined
    : 'This isn’t a PFX file in Base64: it starts with MI and has letters, digits, + and / only.';

/** A whole number within bounds, both included. */
export const checkWhole =
  (from: number, to: number): Check =>
  (text) => {
    const number = Number(text);
    return text === '' || (Number.isInteger(number) && number >= from && number <= to)
      ? undefined
      : `Give a whole number from ${from} to ${to.toLocaleString('en-US')}.`;
  };

/** Names of tables that can't be one. */
export function checkTables(tables: string[]): string | undefined {
  const wrong = tables.find((table) => !/^[A-Za-z_]\w*$/.test(table));
  return wrong && `${wrong} is no table’s name: letters, digits and underscores only.`;
}

/**
 * Grafana's own identities go to Microsoft's hosts and this machine only: else a person who may edit the data source
 * could have Grafana's token sent to a host of theirs.
 */
export const checkAmbientHost: Check = (text) => {
  const host = URL.canParse(text) ? new URL(text).hostname : '';
  const allowed = host === '' || LOOPBACK.includes(host) || MICROSOFT_HOSTS.has(host);
  return (
    checkHost(text) ??
    (allowed ? undefined : 'Grafana’s own identity goes to Microsoft’s hosts only: leave this empty, or use an app.')
  );
};
