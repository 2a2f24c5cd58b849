import type { CertificateFormat, ClientCertificate } from '../settings';

import { checkCertificate, checkPfx, checkPrivateKey } from './check';
import { Choice } from './Choice';
import type { CredentialsProps } from './credentials';
import { withoutCredentials } from './secrets';
import { StoredSecret } from './StoredSecret';

const FORMATS = [
  { value: 'pem' as const, label: 'PEM', description: 'Certificate and private key, as text' },
  { value: 'pfx' as const, label: 'PFX', description: 'Both in one file, with a password' },
];

/** The certificate and its key, in one of two formats. They share a stored name, so the other format starts anew. */
export function CertificateFields(props: CredentialsProps<ClientCertificate>) {
  const { credentials, place, options, readOnly, onChange } = props;
  const { certificateFormat = 'pem' } = credentials;
  const secret = { options, readOnly, onChange };
  return (
    <>
      <Choice<CertificateFormat>
        label="Certificate format"
        options={FORMATS}
        value={certificateFormat}
        disabled={readOnly}
        onPick={(picked) => onChange(withoutCredentials(place({ ...credentials, certificateFormat: picked })))}
      />
      {certificateFormat === 'pem' ? (
        <>
          <StoredSecret
            name="clientCertificate"
            label="Client certificate"
            description="PEM. Its public half is uploaded to the app registration"
            placeholder="-----BEGIN CERTIFICATE-----"
            required
            check={checkCertificate}
            {...secret}
          />
          <StoredSecret
            name="privateKey"
            label="Private key"
            description="PEM. It is stored encrypted and reaches only the server"
            placeholder="-----BEGIN PRIVATE KEY-----"
            required
            check={checkPrivateKey}
            {...secret}
          />
        </>
      ) : (
        <StoredSecret
          name="clientCertificate"
          label="Client certificate"
          description="The PFX file in Base64, as base64 -w0 app.pfx writes it"
          placeholder="MII…"
          required
          check={checkPfx}
          {...secret}
        />
      )}
      <StoredSecret
        name="certificatePassword"
        label={certificateFormat === 'pem' ? 'Password of the private key' : 'Password of the PFX file'}
        description="Empty if there is none"
        {...secret}
      />
    </>
  );
}
