package plugin

import (
	"fmt"
	"strings"

	"github.com/huntboard/huntboard-defender-datasource/pkg/entra"
)

// checkApp is about the ids of an app registration, which must both be there.
func (s storedIdentity) checkApp() error {
	switch {
	case s.TenantID == "":
		return fault("azureCredentials.tenantId", "The tenant id is missing."+
			" Enter the directory (tenant) id of the app registration.")
	case s.ClientID == "":
		return fault("azureCredentials.clientId", "The client id is missing."+
			" Enter the application (client) id of the app registration.")
	}
	return s.checkIDs()
}

// checkIDs is about ids that may be left to Grafana's configuration.
func (s storedIdentity) checkIDs() error {
	switch {
	case s.TenantID != "" && !tenant.MatchString(s.TenantID):
		return fault("azureCredentials.tenantId", "The tenant id is neither a GUID nor a domain name."+
			" Enter the directory (tenant) id of the app registration.")
	case s.ClientID != "" && !guid.MatchString(s.ClientID):
		return fault("azureCredentials.clientId", "The client id is not a GUID."+
			" Enter the application (client) id of the app registration.")
	}
	return nil
}

func (s storedIdentity) checkSecret(secret string) error {
	if err := s.checkApp(); err != nil {
		return err
	}
	if strings.TrimSpace(secret) == "" {
		return fault(secretClientSecret, "The client secret is missing."+
			" Make one in the app registration and enter its value in the data source's settings.")
	}
	return nil
}

// readPair reads the certificate. Without a certificateFormat, as provisioned
// files may be, PEM tells itself.
func (s storedIdentity) readPair(secrets map[string]string) (entra.KeyPair, error) {
	certificate, key := secrets[secretCertificate], secrets[secretPrivateKey]
	format := s.CertificateFormat
	if format == "" && strings.Contains(certificate, "-----BEGIN") {
		format = "pem"
	}
	var pair entra.KeyPair
	var err error
	switch {
	case strings.TrimSpace(certificate) == "":
		return pair, fault(secretCertificate, "The client certificate is missing. Enter it as PEM text with its private"+
			" key, or as a PFX file in Base64 with its password.")
	case format == "pem" && strings.TrimSpace(key) == "":
		return pair, fault(secretPrivateKey, "The private key of the client certificate is missing. Enter it as PEM text.")
	case format == "pem":
		pair, err = entra.ReadPEM(certificate, key)
	case format == "" || format == "pfx":
		pair, err = entra.ReadPFX(certificate, secrets[secretPassword])
	default:
		return pair, fault("azureCredentials.certificateFormat", fmt.Sprintf("There is no certificate format %q."+
			" Choose pem or pfx.", format))
	}
	if err != nil {
		return pair, explainFault(secretCertificate, "The client certificate cannot be used: %s.", err)
	}
	return pair, nil
}
