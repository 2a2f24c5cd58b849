package plugin

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/grafana/grafana-azure-sdk-go/v2/azcredentials"
	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/huntboard/huntboard-defender-datasource/pkg/entra"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// authTypeCertificate is an identity that Grafana's Azure SDK does not parse.
const authTypeCertificate = "clientcertificate"

// The names of the certificate's secrets.
const (
	secretCertificate = "clientCertificate"
	secretPrivateKey  = "privateKey"
	secretPassword    = "certificatePassword"
)

// identitySettings are how a data source signs in.
type identitySettings struct {
	authType string
	tenantID string
	clientID string
	secret   string
	pair     entra.KeyPair
	standIn  *identitySettings // of the current user: signs in for rules, nil = nobody does
}

// storedIdentity is azureCredentials as the Azure data sources store it.
type storedIdentity struct {
	AuthType                  string          `json:"authType"`
	AzureCloud                string          `json:"azureCloud"`
	TenantID                  string          `json:"tenantId"`
	ClientID                  string          `json:"clientId"`
	CertificateFormat         string          `json:"certificateFormat,omitempty"`
	ServiceCredentialsEnabled bool            `json:"serviceCredentialsEnabled,omitempty"`
	ServiceCredentials        *storedIdentity `json:"serviceCredentials,omitempty"`
}

// readIdentity checks how to sign in. Errors are *settingsFault.
func readIdentity(stored backend.DataSourceInstanceSettings, site service.Site) (identitySettings, error) {
	var j struct {
		Credentials   storedIdentity `json:"azureCredentials"`
		OAuthPassThru bool           `json:"oauthPassThru"`
	}
	if err := json.Unmarshal(stored.JSONData, &j); err != nil {
		return identitySettings{}, unreadable(err)
	}
	identity, err := j.Credentials.read(stored.DecryptedSecureJSONData, site)
	if err != nil {
		return identitySettings{}, err
	}
	user := identity.authType == azcredentials.AzureAuthCurrentUserIdentity
	switch {
	case user && !j.OAuthPassThru:
		return identitySettings{}, fault("oauthPassThru", "The current user signs in, but oauthPassThru is off, so that"+
			" Grafana keeps the user's token to itself. Switch it on.")
	case !user && j.OAuthPassThru:
		return identitySettings{}, fault("oauthPassThru", "The setting oauthPassThru is on, but the user does not sign in."+
			" Switch it off, or choose the current user as the identity.")
	}
	return identity, nil
}

// read parses one identity. The cloud, which the SDK's parser wants, is the site's.
func (s storedIdentity) read(secrets map[string]string, site service.Site) (identitySettings, error) {
	s.TenantID, s.ClientID = strings.TrimSpace(s.TenantID), strings.TrimSpace(s.ClientID)
	s.AzureCloud = site.AzureCloud
	if s.AuthType == "" {
		s.AuthType = azcredentials.AzureAuthClientSecret
	}
	identity := identitySettings{authType: s.AuthType, tenantID: s.TenantID, clientID: s.ClientID}
	if s.AuthType == authTypeCertificate {
		if err := s.checkApp(); err != nil {
			return identity, err
		}
		var err error
		identity.pair, err = s.readPair(secrets)
		return identity, err
	}
	parsed, err := s.parse(secrets)
	if err != nil {
		return identity, fault("azureCredentials.authType", fmt.Sprintf("There is no identity %q. Choose clientsecret,"+
			" clientcertificate, msi, workloadidentity or currentuser.", s.AuthType))
	}
	switch known := parsed.(type) {
	case *azcredentials.AzureClientSecretCredentials:
		identity.secret = known.ClientSecret
		return identity, s.checkSecret(known.ClientSecret)
	case *azcredentials.AzureManagedIdentityCredentials:
		identity.tenantID = ""
		return identity, s.checkIDs()
	case *azcredentials.AzureWorkloadIdentityCredentials:
		identity.tenantID, identity.clientID = known.TenantId, known.ClientId
		return identity, s.checkIDs()
	case *azcredentials.AadCurrentUserCredentials:
		identity.standIn, err = s.readStandIn(secrets, site)
		return identity, err
	}
	return identity, fault("azureCredentials.authType", fmt.Sprintf("The identity %q is not available here."+
		" Choose clientsecret, clientcertificate, msi, workloadidentity or currentuser.", s.AuthType))
}

// readStandIn reads who signs in for rules. It is parsed apart from the user, as
// the SDK refuses one with a certificate.
func (s storedIdentity) readStandIn(secrets map[string]string, site service.Site) (*identitySettings, error) {
	switch {
	case !s.ServiceCredentialsEnabled:
		return nil, nil
	case s.ServiceCredentials == nil:
		return nil, fault("azureCredentials.serviceCredentials", "Service credentials for alert rules are switched on,"+
			" but none are stored. Enter them, or switch them off.")
	case s.ServiceCredentials.AuthType == azcredentials.AzureAuthCurrentUserIdentity:
		return nil, fault("azureCredentials.serviceCredentials", "The service credentials for alert rules are the"+
			" current user, but nobody is signed in when a rule is evaluated. Choose another identity for them.")
	}
	identity, err := s.ServiceCredentials.read(secrets, site)
	return &identity, err
}

func (s storedIdentity) parse(secrets map[string]string) (azcredentials.AzureCredentials, error) {
	s.ServiceCredentialsEnabled, s.ServiceCredentials = false, nil
	text, err := json.Marshal(map[string]storedIdentity{"azureCredentials": s})
	if err != nil {
		return nil, err
	}
	var loose map[string]any // the SDK's parser takes nothing else
	if err := json.Unmarshal(text, &loose); err != nil {
		return nil, err
	}
	return azcredentials.FromDatasourceData(loose, secrets)
}
