package plugin

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// settings are one data source's, read and checked.
type settings struct {
	site        service.Site
	identity    identitySettings
	workspaceID string
	api         *url.URL
	authority   *url.URL
	timeout     time.Duration // of one hunt
	alignment   time.Duration // to which relative ranges are moved, so that viewers share one hunt
	rules       kql.Rules     // what a query may do
	maxRows     int           // more rows are cut off
	budget      budget.Limits // what the tenant's calls may use
}

// The names of the secrets.
const (
	secretClientSecret = "azureClientSecret"
	secretCACert       = "tlsCACert"
)

const (
	defaultTimeoutSeconds = 200
	maxTimeoutSeconds     = 600
	defaultCacheSeconds   = 60
	maxCacheSeconds       = 3600
	serviceRows           = 100_000 // no API sends more in one answer
	mostRows              = 1_000_000
	mostDays              = 4383 // Sentinel keeps tables for twelve years
)

// jsonData is the browser-readable half as it is stored; each name is spelled
// here and nowhere else.
type jsonData struct {
	API         string `json:"api"`
	Cloud       string `json:"cloud"`
	Region      string `json:"region"`
	WorkspaceID string `json:"workspaceId"`
	Credentials struct {
		AzureCloud string `json:"azureCloud"`
	} `json:"azureCredentials"` // the rest is in identity_settings.go
	Endpoint struct {
		API       string `json:"api"`
		Authority string `json:"authority"`
	} `json:"endpoint"`
	TimeoutSeconds    *float64 `json:"timeoutSeconds"`
	CacheSeconds      *float64 `json:"cacheSeconds"`
	AllowedTables     tables   `json:"allowedTables"`
	DeniedTables      tables   `json:"deniedTables"`
	AllowExternal     bool     `json:"allowExternal"`
	MaxRangeDays      *float64 `json:"maxRangeDays"`
	MaxRows           *float64 `json:"maxRows"`
	TLSAuthWithCACert bool     `json:"tlsAuthWithCACert"`
	budgetData
}

// settingsFault is a setting that has to be changed.
type settingsFault struct {
	Setting string // as jsonData or the secrets spell it
	Reason  string // a sentence or two for people
}

func (f *settingsFault) Error() string { return f.Reason }

func fault(setting, reason string) error { return &settingsFault{setting, reason} }

func explainFault(setting, format string, cause error) error {
	return fault(setting, fmt.Sprintf(format, strings.TrimSuffix(cause.Error(), ".")))
}

// readSettings checks what is stored. Errors are *settingsFault.
func readSettings(stored backend.DataSourceInstanceSettings) (settings, error) {
	var j jsonData
	if err := json.Unmarshal(stored.JSONData, &j); err != nil {
		return settings{}, unreadable(err)
	}
	if err := refuseUnsupported(stored); err != nil {
		return settings{}, err
	}
	s := settings{workspaceID: strings.TrimSpace(j.WorkspaceID)}
	for _, check := range []func(*settings, jsonData) error{
		checkSite, checkWorkspace, checkEndpoints, checkNumbers, checkBudget, checkRules,
	} {
		if err := check(&s, j); err != nil {
			return settings{}, err
		}
	}
	var err error
	if s.identity, err = readIdentity(stored, s.site); err != nil {
		return settings{}, err
	}
	if j.TLSAuthWithCACert && strings.TrimSpace(stored.DecryptedSecureJSONData[secretCACert]) == "" {
		return settings{}, fault(secretCACert, "The setting tlsAuthWithCACert is on, but no CA certificate is stored."+
			" Enter it as PEM text, or switch the setting off.")
	}
	return s, nil
}

func unreadable(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return fault(wrong.Field, fmt.Sprintf("The setting %s is a JSON %s where a %s belongs.",
			wrong.Field, wrong.Value, jsonKinds[wrong.Type.Kind()]))
	}
	return explainFault("jsonData", "The settings are not a JSON object: %s.", err)
}

// jsonKinds are the kinds of jsonData's fields in JSON's own words.
var jsonKinds = map[reflect.Kind]string{
	reflect.String:  "string",
	reflect.Float64: "number",
	reflect.Bool:    "bool",
	reflect.Struct:  "object",
	reflect.Slice:   "list",
}
