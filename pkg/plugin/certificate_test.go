package plugin

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"software.sslmate.com/src/go-pkcs12"
)

const (
	testPassword = "password-that-must-not-be-seen"

	// keyFile is where the key goes that the scan for secrets looks for: the suite that
	// it looks at runs in another process.
	keyFile = "HUNTBOARD_SECRETS_KEY"
)

// signedBy tells whether a key has signed an assertion, by the way that the library
// signs.
func signedBy(key *rsa.PublicKey, assertion string) bool {
	last := strings.LastIndexByte(assertion, '.')
	signature, err := base64.RawURLEncoding.DecodeString(assertion[last+1:])
	if last < 0 || err != nil {
		return false
	}
	digest := sha256.Sum256([]byte(assertion[:last]))
	return rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature) == nil ||
		rsa.VerifyPSS(key, crypto.SHA256, digest[:], signature, nil) == nil
}

func TestACertificateSignsInAndHunts(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	privateText := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	if file := os.Getenv(keyFile); file != "" {
		if err := os.WriteFile(filepath.Clean(file), []byte(privateText), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	made := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "app"}, NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, made, made, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	if made, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	pfx, err := pkcs12.Modern.Encode(key, made, nil, testPassword)
	if err != nil {
		t.Fatal(err)
	}
	public := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	pfxText := base64.StdEncoding.EncodeToString(pfx)
	tests := map[string]struct {
		format  string
		secrets map[string]string
		unknown bool   // the app has another certificate
		want    string // of the error, "" = rows
	}{
		"PEM": {"pem", map[string]string{secretCertificate: public, secretPrivateKey: privateText}, false, ""},
		"PFX": {"pfx", map[string]string{secretCertificate: pfxText, secretPassword: testPassword}, false, ""},
		"PFX with a wrong password": {
			"pfx",
			map[string]string{secretCertificate: pfxText, secretPassword: testPassword + "!"},
			false,
			"the password of the PFX file is wrong",
		},
		"PEM without the end of its key": {
			"pem",
			map[string]string{secretCertificate: public, secretPrivateKey: privateText[:500]},
			false,
			"are not a pair of PEM blocks",
		},
		"a certificate of another app": {
			"pem", map[string]string{secretCertificate: public, secretPrivateKey: privateText}, true, "AADSTS700027",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			s.key = &key.PublicKey
			if tt.unknown {
				s.key = &rsa.PublicKey{N: new(big.Int).Add(key.N, big.NewInt(2)), E: key.E}
			}
			stored := with(t, s.stored(t), map[string]string{
				"azureCredentials": `{"authType":"clientcertificate","certificateFormat":"` + tt.format + `","tenantId":"` +
					testTenant + `","clientId":"` + testClient + `"}`,
			})
			tt.secrets[secretCACert] = s.caPEM()
			stored.DecryptedSecureJSONData = tt.secrets
			err := askAs(t.Context(), t, openIn(t.Context(), t, stored), &backend.User{Login: "ada"}, nil)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tt.want != "" && err == nil:
				t.Error("not refused")
			case tt.want != "":
				oneSentence(t, err.Error(), tt.want)
				t.Log(err) // for the scan for secrets
			}
		})
	}
}
