/**
 * A call the service turns down. Each API writes it in its own shape; `html` replaces that shape where the answer
 * comes from the proxy in front of the service.
 */
export class Refusal extends Error {
  override name = 'Refusal' as const;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: { headers?: Record<string, string>; inner?: Record<string, string>; html?: string } = {}
  ) {
    super(message);
  }
}

/** The page nginx answers with, byte for byte but for its version. */
export function proxyPage(status: number, title: string): Refusal {
  const html = [
    '<html>',
    `<head><title>${status} ${title}</title></head>`,
    '<body>',
    `<center><h1>${status} ${title}</h1></center>`,
    '<hr><center>nginx</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
  return new Refusal(status, String(status), title, { html });
}
