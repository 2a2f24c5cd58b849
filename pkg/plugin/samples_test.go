package plugin

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"go.yaml.in/yaml/v3"
	"software.sslmate.com/src/go-pkcs12"
)

const samplesFolder = "../../docs/samples"

// provisionedSample is a data source as a provisioning file writes it.
type provisionedSample struct {
	Name           string            `yaml:"name"`
	UID            string            `yaml:"uid"`
	Type           string            `yaml:"type"`
	JSONData       map[string]any    `yaml:"jsonData"`
	SecureJSONData map[string]string `yaml:"secureJsonData"`
}

type sampleFile struct {
	APIVersion  int                 `yaml:"apiVersion"`
	Datasources []provisionedSample `yaml:"datasources"`
}

// samples are the data sources of docs/samples by file and name.
func samples(t *testing.T) map[string]provisionedSample {
	t.Helper()
	files := map[string]sampleFile{}
	for _, name := range []string{"identities.yaml", "clouds.yaml", "rules.yaml"} {
		var file sampleFile
		readSample(t, name, &file)
		files[name] = file
	}
	var values struct {
		Datasources map[string]sampleFile `yaml:"datasources"`
	}
	readSample(t, "helm-values.yaml", &values)
	files["helm-values.yaml"] = values.Datasources["datasources.yaml"]

	all := map[string]provisionedSample{}
	for name, file := range files {
		if file.APIVersion != 1 || len(file.Datasources) == 0 {
			t.Errorf("%s has no data source of apiVersion 1", name)
		}
		for _, s := range file.Datasources {
			all[name+": "+s.Name] = s
		}
	}
	terraform := provisionedSample{Type: "huntboard-defender-datasource", SecureJSONData: map[string]string{
		secretClientSecret: "$HUNTBOARD_CLIENT_SECRET",
	}}
	readSample(t, "terraform/jsonData.json", &terraform.JSONData) // JSON is YAML
	all["terraform/jsonData.json"] = terraform
	return all
}

func readSample(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(samplesFolder, filepath.Clean(name)))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// stored is the sample as Grafana stores it, given what its variables and files hold.
func (s provisionedSample) stored(t *testing.T, values map[string]string) backend.DataSourceInstanceSettings {
	t.Helper()
	settings, err := json.Marshal(s.JSONData)
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{}
	for key, text := range s.SecureJSONData {
		value, known := values[text]
		if !known {
			t.Fatalf("%s: %s names %q, which no sample names: a new variable must be in this test, too", s.Name, key, text)
		}
		secrets[key] = value
	}
	return backend.DataSourceInstanceSettings{JSONData: settings, DecryptedSecureJSONData: secrets}
}

// sampleValues are what the variables and files of the samples hold.
func sampleValues(t *testing.T) map[string]string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	made := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
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
	private := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	return map[string]string{
		"$HUNTBOARD_CLIENT_SECRET":           testSecret,
		"$HUNTBOARD_PFX":                     base64.StdEncoding.EncodeToString(pfx),
		"$HUNTBOARD_PFX_PASSWORD":            testPassword,
		"$__file{/etc/grafana/hunting.crt}":  string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		"$__file{/etc/grafana/hunting.key}":  string(private),
		"$__file{/etc/grafana/proxy-ca.pem}": selfSigned(t),
	}
}

func TestEachSampleOfProvisioningIsReadAsItIs(t *testing.T) {
	values := sampleValues(t)
	identities, clouds, apis := map[string]bool{}, map[string]bool{}, map[string]bool{}
	uids := map[string]string{}
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			if s.Type != "huntboard-defender-datasource" {
				t.Errorf("type is %q", s.Type)
			}
			got, err := readSettings(s.stored(t, values))
			if err != nil {
				t.Fatal(err)
			}
			identities[got.identity.authType], clouds[string(got.site.Cloud)] = true, true
			apis[string(got.site.API)] = true
		})
		if other := uids[s.UID]; other != "" && s.UID != "huntboard" {
			t.Errorf("%s and %s share the uid %s", name, other, s.UID)
		}
		uids[s.UID] = name
	}
	for kind, check := range map[string]struct {
		seen map[string]bool
		want []string
	}{
		"identity": {identities, []string{"clientsecret", "clientcertificate", "msi", "workloadidentity", "currentuser"}},
		"cloud":    {clouds, []string{"commercial", "gcc", "gccHigh", "dod", "china"}},
		"api":      {apis, []string{"graph", "xdr", "mde"}},
	} {
		for _, want := range check.want {
			if !check.seen[want] {
				t.Errorf("no sample has the %s %s", kind, want)
			}
		}
	}
}

// TestTheSamplesNameEachSetting keeps the guide's list of keys true: a setting that
// the code reads is in a sample or among those that few need.
func TestTheSamplesNameEachSetting(t *testing.T) {
	var used []string
	for _, s := range samples(t) {
		for key := range s.JSONData {
			used = append(used, key)
		}
	}
	guide, err := os.ReadFile("../../docs/guide/provisioning.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range settingNames() {
		if !strings.Contains(string(guide), "`"+key+"`") {
			t.Errorf("docs/guide/provisioning.md does not explain %s", key)
		}
	}
	for _, key := range used {
		if !slices.Contains(settingNames(), key) {
			t.Errorf("the samples set %s, which the plugin does not read", key)
		}
	}
}

// TestTheTerraformSampleReadsItsFile ties main.tf to the JSON that the tests above
// read.
func TestTheTerraformSampleReadsItsFile(t *testing.T) {
	text, err := os.ReadFile(samplesFolder + "/terraform/main.tf")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`json_data_encoded\s+= file\("\$\{path\.module\}/jsonData\.json"\)`, `azureClientSecret\s+= var\.client_secret`,
		`type\s+= "huntboard-defender-datasource"`,
	} {
		if !regexp.MustCompile(want).Match(text) {
			t.Errorf("main.tf has no %s", want)
		}
	}
}
