package entra

import (
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// Secret signs in as an app with a client secret.
type Secret struct {
	SignIn
	TenantID string
	ClientID string
	Secret   string
}

// Tokens prepares the sign-in; nothing is sent yet.
func (s Secret) Tokens() (*Tokens, error) {
	return s.tokens(func() (azcore.TokenCredential, error) {
		return azidentity.NewClientSecretCredential(s.TenantID, s.ClientID, s.Secret,
			&azidentity.ClientSecretCredentialOptions{
				ClientOptions: s.options(), DisableInstanceDiscovery: withoutDiscovery,
			})
	})
}
