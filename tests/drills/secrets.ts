import assert from 'node:assert/strict';

/** A token of Entra, of Grafana or of a cluster: two parts of Base64 JSON and a signature. */
const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/;

/**
 * Looks for secrets in texts that people get to see. A text of several lines, such as a private key, is looked for line
 * by line, as it would be broken up on its way. Throws the text around the first one found, without the secret.
 */
export function noSecretIn(texts: readonly string[], secrets: readonly string[]): void {
  const parts = secrets
    .flatMap((secret) => secret.split(/\r?\n/))
    .filter((line) => line.length >= 8 && !line.startsWith('-----'));
  assert.ok(parts.length > 0, 'No secret was given to look for.');
  for (const text of texts) {
    const found = parts.find((part) => text.includes(part)) ?? TOKEN.exec(text)?.[0];
    if (found !== undefined) {
      const at = text.indexOf(found);
      const around = `${text.slice(Math.max(0, at - 80), at)}[a secret]${text.slice(at + found.length, at + 80)}`;
      assert.fail(`A secret is shown: ${around.replace(TOKEN, '[a token]')}`);
    }
  }
}
