package entra

import (
	"crypto"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"strings"

	"software.sslmate.com/src/go-pkcs12"
)

// KeyPair is a certificate with its chain and its private key.
type KeyPair struct {
	certificates []*x509.Certificate
	key          crypto.PrivateKey
}

// Why a key pair cannot be read. Causes are left out: a library might quote a key.
var (
	errPair = errors.New("the certificate and the private key are not a pair of PEM blocks that belong together;" +
		" the key must not be encrypted")
	errBase64   = errors.New("the PFX file is not Base64 text")
	errPassword = errors.New("the password of the PFX file is wrong")
	errPFX      = errors.New("the PFX file holds no certificate with its private key")
	errNotRSA   = errors.New("the certificate's key is not RSA, and Entra takes no other from an app")
)

// ReadPEM reads a certificate (its chain may follow) and its private key.
func ReadPEM(certificate, key string) (KeyPair, error) {
	pair, err := tls.X509KeyPair([]byte(certificate), []byte(key))
	if err != nil {
		return KeyPair{}, errPair
	}
	all := make([]*x509.Certificate, len(pair.Certificate))
	for i, der := range pair.Certificate {
		if all[i], err = x509.ParseCertificate(der); err != nil {
			return KeyPair{}, errPair
		}
	}
	return onlyRSA(KeyPair{all, pair.PrivateKey})
}

// ReadPFX reads a PFX (PKCS #12) file that was made text by Base64.
func ReadPFX(text, password string) (KeyPair, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return KeyPair{}, errBase64
	}
	key, own, chain, err := pkcs12.DecodeChain(raw, password)
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword):
		return KeyPair{}, errPassword
	case err != nil:
		return KeyPair{}, errPFX
	}
	return onlyRSA(KeyPair{append([]*x509.Certificate{own}, chain...), key})
}

func onlyRSA(pair KeyPair) (KeyPair, error) {
	if _, ok := pair.key.(*rsa.PrivateKey); !ok {
		return KeyPair{}, errNotRSA
	}
	return pair, nil
}
