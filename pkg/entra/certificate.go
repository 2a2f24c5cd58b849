package entra

import (
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// Certificate signs in as an app with a certificate: an assertion signed with its
// key takes the place of a secret, and names the certificate by its thumbprint.
type Certificate struct {
	SignIn
	TenantID string
	ClientID string
	Pair     KeyPair
}

// Tokens prepares the sign-in; nothing is sent yet.
func (c Certificate) Tokens() (*Tokens, error) {
	return c.tokens(func() (azcore.TokenCredential, error) {
		return azidentity.NewClientCertificateCredential(c.TenantID, c.ClientID, c.Pair.certificates, c.Pair.key,
			&azidentity.ClientCertificateCredentialOptions{
				ClientOptions: c.options(), DisableInstanceDiscovery: withoutDiscovery,
				SendCertificateChain: true, // apps that trust an issuer and a name need it; others ignore it
			})
	})
}
