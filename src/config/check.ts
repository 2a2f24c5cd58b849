import { MAX_TIMEOUT_SECONDS } from '../settings';

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

export const checkTimeout: Check = (text) => {
  const seconds = Number(text);
  return text === '' || (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_TIMEOUT_SECONDS)
    ? undefined
    : `Give whole seconds, from 1 to ${MAX_TIMEOUT_SECONDS}.`;
};

export const checkCertificate: Check = (text) =>
  text.trim() === '' || /^-----BEGIN CERTIFICATE-----[^]*-----END CERTIFICATE-----$/.test(text.trim())
    ? undefined
    : 'This isn’t a PEM certificate: it starts with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----.';
