package plugin

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/experimental/pluginschema"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// settingNames are the keys of jsonData that the plugin or Grafana reads.
func settingNames() []string {
	names := append(jsonNames(reflect.TypeFor[jsonData]()), jsonNames(reflect.TypeFor[budgetData]())...)
	return append(names, "oauthPassThru", "disableGrafanaCache", "enableSecureSocksProxy")
}

func jsonNames(of reflect.Type) []string {
	var names []string
	for field := range of.Fields() {
		if name := field.Tag.Get("json"); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func toolSchema(t *testing.T) *pluginschema.PluginSchema {
	t.Helper()
	all, err := pluginschema.NewSchemaProvider(os.DirFS("../../src/pluginschema")).Get("v0alpha1")
	if err != nil {
		t.Fatal(err)
	}
	if all.SettingsSchema.IsZero() || len(all.QueryTypes.Items) == 0 {
		t.Fatal("the SDK finds no settings or no query types in the schema")
	}
	return all
}

// jsonDataOf is the schema of the settings' browser-readable half.
func jsonDataOf(t *testing.T) spec.Schema {
	t.Helper()
	return toolSchema(t).SettingsSchema.Spec.Properties["jsonData"]
}

// faults are what a JSON value breaks of a schema.
func faults(t *testing.T, schema *spec.Schema, raw []byte) []error {
	t.Helper()
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	return validate.NewSchemaValidator(schema, nil, "", strfmt.Default).Validate(value).Errors
}

func TestTheSchemaForToolsNamesEachSetting(t *testing.T) {
	described := jsonDataOf(t).Properties
	for _, name := range settingNames() {
		if _, ok := described[name]; !ok {
			t.Errorf("the schema lacks the setting %s", name)
		}
	}
	for name := range described {
		if !slices.Contains(settingNames(), name) {
			t.Errorf("the schema has the setting %s, which nothing reads", name)
		}
	}
	var secrets []string
	for _, s := range toolSchema(t).SettingsSchema.SecureValues {
		secrets = append(secrets, s.Key)
	}
	want := []string{secretClientSecret, secretCertificate, secretPrivateKey, secretPassword, secretCACert}
	if !slices.Equal(secrets, want) {
		t.Errorf("the schema's secrets are %v, want %v", secrets, want)
	}
}

func TestTheSamplesFitTheSchemaForTools(t *testing.T) {
	schema := jsonDataOf(t)
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			raw, err := json.Marshal(s.JSONData)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range faults(t, &schema, raw) {
				t.Error(fault)
			}
		})
	}
}

// TestTheSchemaForToolsAndThePluginAgreeOnBounds tries each number at its bounds and
// one beyond.
func TestTheSchemaForToolsAndThePluginAgreeOnBounds(t *testing.T) {
	base := samples(t)["terraform/jsonData.json"].stored(t, map[string]string{"$HUNTBOARD_CLIENT_SECRET": testSecret})
	for name, property := range jsonDataOf(t).Properties {
		if property.Minimum == nil {
			continue
		}
		least, most := int(*property.Minimum), int(*property.Maximum)
		for value, want := range map[int]bool{least - 1: false, least: true, most: true, most + 1: false} {
			_, err := readSettings(with(t, base, map[string]string{name: strconv.Itoa(value)}))
			if (err == nil) != want {
				t.Errorf("%s = %d: the schema takes it: %v, the plugin: %v", name, value, want, err)
			}
		}
	}
}

func TestTheSchemaForToolsDescribesTheStoredQuery(t *testing.T) {
	all := toolSchema(t)
	query := all.QueryTypes.Items[0].Spec.Schema.Spec
	known := jsonNames(reflect.TypeFor[kql.Query]())
	for name, property := range query.Properties {
		if !slices.Contains(known, name) {
			t.Errorf("the schema has the field %s, which no query has", name)
		}
		for _, choice := range property.Enum {
			value, err := json.Marshal(choice)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := kql.ParseQuery([]byte(`{"query":"print 1","` + name + `":` + string(value) + `}`)); err != nil {
				t.Errorf("%s %s: %v", name, value, err)
			}
		}
	}
	transient := []string{"refId", "origin", "relative", "adhocFilters", "volume", "context", "hunt"}
	for _, name := range known {
		if _, ok := query.Properties[name]; !ok && !slices.Contains(transient, name) {
			t.Errorf("src/pluginschema/v0alpha1.json lacks the stored query's field %s", name)
		}
	}
	for _, example := range all.QueryExamples.Examples {
		raw, err := json.Marshal(example.SaveModel)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := kql.ParseQuery(raw); err != nil {
			t.Errorf("%s: %v", example.Name, err)
		}
		for _, fault := range faults(t, query, raw) {
			t.Errorf("%s: %v", example.Name, fault)
		}
	}
}
