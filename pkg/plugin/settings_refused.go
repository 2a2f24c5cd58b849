package plugin

import (
	"encoding/json"
	"slices"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// refused are settings that would change what happens if this version honored
// them. A guard rail or an identity that is silently not there would be worse
// than an error, so each is refused by name unless it asks for nothing.
var refused = []struct {
	setting string
	nothing []string // the JSON values that ask for nothing, besides null
	instead string
}{
	{"tlsSkipVerify", []string{"false"}, "Switch it off and set the CA certificate (tlsCACert) instead."},
	{"tlsAuth", []string{"false"}, "Switch it off: the hunting service takes no client certificates."},
	{"sigV4Auth", []string{"false"}, "Switch it off: the hunting service is not one of Amazon's."},
	{"httpHeaderName1", []string{`""`}, "Remove the custom headers: none are sent."},
}

func refuseUnsupported(stored backend.DataSourceInstanceSettings) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(stored.JSONData, &given); err != nil {
		return unreadable(err)
	}
	for _, r := range refused {
		value, set := given[r.setting]
		if set && string(value) != "null" && !slices.Contains(r.nothing, string(value)) {
			return fault(r.setting, "The setting "+r.setting+" is not available in this version. "+r.instead)
		}
	}
	if stored.BasicAuthEnabled || stored.User != "" {
		return fault("basicAuth", "Basic authentication is not available: hunts carry a token. Switch it off.")
	}
	return nil
}
