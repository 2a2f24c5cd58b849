package entra

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

const password = "a-password-that-must-not-be-seen"

// certified is a key with a certificate of its own.
func certified(t *testing.T, key crypto.Signer) *x509.Certificate {
	t.Helper()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "app"}, NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return c
}

func rsaKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func asPEM(t *testing.T, key crypto.PrivateKey, c *x509.Certificate) (certificate, private string) {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func pfx(t *testing.T, encoder *pkcs12.Encoder, key crypto.PrivateKey, c *x509.Certificate) string {
	t.Helper()
	raw, err := encoder.Encode(key, c, nil, password)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(raw)
}

func TestKeyPairs(t *testing.T) {
	key, other := rsaKey(t), rsaKey(t)
	certificate := certified(t, key)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certText, keyText := asPEM(t, key, certificate)
	_, otherText := asPEM(t, other, certificate)
	curveCert, curveKey := asPEM(t, curve, certified(t, curve))
	modern, legacy := pfx(t, pkcs12.Modern, key, certificate), pfx(t, pkcs12.LegacyDES, key, certificate)
	tests := map[string]struct {
		read func() (KeyPair, error)
		want error
	}{
		"a PEM pair":                     {func() (KeyPair, error) { return ReadPEM(certText, keyText) }, nil},
		"the key of another certificate": {func() (KeyPair, error) { return ReadPEM(certText, otherText) }, errPair},
		"no PEM":                         {func() (KeyPair, error) { return ReadPEM("hello", keyText) }, errPair},
		"a key that is not RSA":          {func() (KeyPair, error) { return ReadPEM(curveCert, curveKey) }, errNotRSA},
		"a PFX as OpenSSL 3 writes it":   {func() (KeyPair, error) { return ReadPFX(modern, password) }, nil},
		"a PFX as Windows wrote it":      {func() (KeyPair, error) { return ReadPFX(legacy, password) }, nil},
		"a PFX in lines of 64": {func() (KeyPair, error) {
			return ReadPFX(strings.Join([]string{modern[:64], modern[64:]}, "\n"), password)
		}, nil},
		"a PFX with a wrong password": {func() (KeyPair, error) { return ReadPFX(modern, "x") }, errPassword},
		"no Base64":                   {func() (KeyPair, error) { return ReadPFX("-----", "") }, errBase64},
		"Base64 of something else":    {func() (KeyPair, error) { return ReadPFX("aGVsbG8=", "") }, errPFX},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			pair, err := tt.read()
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if tt.want == nil && (len(pair.certificates) != 1 || !pair.certificates[0].Equal(certificate)) {
				t.Errorf("read %d certificates", len(pair.certificates))
			}
		})
	}
}
