// cspell:words idtyp
import { Issuer } from './token';

describe('a token', () => {
  it('is read back by the one that issued it', async () => {
    const issuer = await Issuer.create();
    expect(issuer.read(issuer.issue('https://graph.microsoft.com', ['A.Read'])).roles).toEqual(['A.Read']);
  });

  it('of a user carries delegated permissions and no roles', async () => {
    const issuer = await Issuer.create();
    const claims = issuer.read(issuer.grant('x', { scopes: ['A.Read', 'B.Read'], user: 'ann@example.com' }));
    expect(claims).toMatchObject({ idtyp: 'user', scp: 'A.Read B.Read', upn: 'ann@example.com' });
    expect(claims.roles).toBeUndefined();
  });

  it('may be made with its end in the past', async () => {
    const issuer = await Issuer.create();
    expect(() => issuer.read(issuer.grant('x', { roles: [], seconds: -60 }))).toThrow('the token is expired');
  });

  it('expires after an hour', async () => {
    let now = 1_000_000;
    const issuer = await Issuer.create(() => now);
    const token = issuer.issue('x', []);
    now += 3_599_000;
    expect(() => issuer.read(token)).not.toThrow();
    now += 1_000;
    expect(() => issuer.read(token)).toThrow('Lifetime validation failed, the token is expired.');
  });

  it('expires on request, and later ones do not', async () => {
    const issuer = await Issuer.create();
    const token = issuer.issue('x', []);
    issuer.expireAll();
    expect(() => issuer.read(token)).toThrow('expired');
    expect(() => issuer.read(issuer.issue('x', []))).not.toThrow();
  });

  it.each([
    [
      'a claim was changed',
      (token: string) => token.replace(/\.(.)/, (_, first: string) => `.${first === 'A' ? 'B' : 'A'}`),
    ],
    ['the signature is missing', (token: string) => token.slice(0, token.lastIndexOf('.'))],
    ['another issuer signed it', () => ''],
  ])('is refused when %s', async (_, change) => {
    const issuer = await Issuer.create();
    const token = change(issuer.issue('x', [])) || (await Issuer.create()).issue('x', []);
    expect(() => issuer.read(token)).toThrow();
  });
});
