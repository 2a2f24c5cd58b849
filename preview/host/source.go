package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
)

// grafanaVersion is the oldest Grafana that the plugin supports; the plugin is told that it runs there.
const grafanaVersion = "12.3.0"

// source is the one data source. Saving it on the settings page changes it until the host ends.
type source struct {
	mu      sync.Mutex
	state   sourceState
	updated time.Time
	grafana map[string]string // what Grafana's own configuration tells plugins
}

type sourceState struct {
	uid, name, url string
	orgID          int64
	version        int
	jsonData       json.RawMessage
	secure         map[string]string
}

// sourceAnswer is Grafana's JSON of a data source (GET /api/datasources/uid/{uid}): secrets appear by name alone.
type sourceAnswer struct {
	ID               int64           `json:"id"`
	UID              string          `json:"uid"`
	OrgID            int64           `json:"orgId"`
	Name             string          `json:"name"`
	Type             string          `json:"type"`
	TypeLogoURL      string          `json:"typeLogoUrl"`
	Access           string          `json:"access"`
	URL              string          `json:"url"`
	JSONData         json.RawMessage `json:"jsonData"`
	SecureJSONFields map[string]bool `json:"secureJsonFields"`
	Version          int             `json:"version"`
	ReadOnly         bool            `json:"readOnly"`
}

// sourceUpdate is what the settings page saves (PUT /api/datasources/uid/{uid}). A secret that isn't named stays.
type sourceUpdate struct {
	Name             string            `json:"name"`
	URL              string            `json:"url"`
	JSONData         json.RawMessage   `json:"jsonData"`
	SecureJSONData   map[string]string `json:"secureJsonData"`
	SecureJSONFields map[string]bool   `json:"secureJsonFields"`
}

func newSource(p provisioned) (*source, error) {
	jsonData, err := nodeJSON(&p.JSONData)
	if err != nil {
		return nil, fmt.Errorf("the data source's jsonData: %w", err)
	}
	uid := p.UID
	if uid == "" {
		uid = uidFromName(p.Name)
	}
	return &source{
		updated: time.Now(),
		state: sourceState{
			uid: uid, name: p.Name, url: p.URL, orgID: max(p.OrgID, 1), version: 1,
			jsonData: jsonData, secure: maps.Clone(p.SecureJSONData),
		},
	}, nil
}

// readGrafanaConfig reads what a Grafana would forward of its own configuration, by the SDK's names for it.
func readGrafanaConfig(path string) (map[string]string, error) {
	if path == "" {
		return map[string]string{}, nil
	}
	text, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("the configuration of Grafana can't be read: %w", err)
	}
	var forwarded map[string]string
	if err := json.Unmarshal(text, &forwarded); err != nil {
		return nil, fmt.Errorf("%s is no JSON object of texts: %w", path, err)
	}
	return forwarded, nil
}

// uidFromName is what Grafana does for a provisioned data source without a uid.
func uidFromName(name string) string {
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("P%X", sum[:8])
}

func (s *source) uid() string { return s.state.uid } // never changes

func (s *source) answer() sourceAnswer {
	s.mu.Lock()
	defer s.mu.Unlock()
	fields := map[string]bool{}
	for name, secret := range s.state.secure {
		fields[name] = secret != ""
	}
	return sourceAnswer{
		ID: 1, UID: s.state.uid, OrgID: s.state.orgID, Name: s.state.name, Type: pluginID,
		TypeLogoURL: "/public/plugins/" + pluginID + "/img/logo.svg", Access: "proxy", URL: s.state.url,
		JSONData: s.state.jsonData, SecureJSONFields: fields, Version: s.state.version,
	}
}

func (s *source) update(u sourceUpdate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	secure := maps.Clone(s.state.secure)
	if secure == nil {
		secure = map[string]string{}
	}
	maps.Copy(secure, u.SecureJSONData)
	next := s.state
	next.name, next.url, next.secure = u.Name, u.URL, secure
	if len(u.JSONData) > 0 {
		next.jsonData = u.JSONData
	}
	next.version++
	s.state, s.updated = next, time.Now()
}

// pluginContext is what Grafana sends the plugin beside every request.
func (s *source) pluginContext() backend.PluginContext {
	s.mu.Lock()
	defer s.mu.Unlock()
	return backend.PluginContext{
		OrgID:         s.state.orgID, //nolint:staticcheck // Grafana 12.3 fills it, and older code reads it
		PluginID:      pluginID,
		User:          &backend.User{Login: "preview", Name: "Preview", Email: "preview@localhost", Role: "Admin"},
		GrafanaConfig: config.NewGrafanaCfg(maps.Clone(s.grafana)),
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
			ID: 1, UID: s.state.uid, Type: pluginID, Name: s.state.name, URL: s.state.url,
			JSONData: s.state.jsonData, DecryptedSecureJSONData: maps.Clone(s.state.secure), Updated: s.updated,
		},
	}
}
