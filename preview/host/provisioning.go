package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// provisioned is one data source of a provisioning file, with its variables filled.
type provisioned struct {
	UID            string            `yaml:"uid"`
	Name           string            `yaml:"name"`
	Type           string            `yaml:"type"`
	URL            string            `yaml:"url"`
	OrgID          int64             `yaml:"orgId"`
	JSONData       yaml.Node         `yaml:"jsonData"`
	SecureJSONData map[string]string `yaml:"secureJsonData"`
}

type provisioningFile struct {
	APIVersion  int           `yaml:"apiVersion"`
	Datasources []provisioned `yaml:"datasources"`
}

// readProvisioning returns the first data source of our type in dir/datasources/*.yaml, files in the order of their
// names. env answers for the variables that the files name.
func readProvisioning(dir string, env func(string) string) (provisioned, error) {
	dir = filepath.Join(dir, "datasources")
	var files []string
	for _, pattern := range []string{"*.yaml", "*.yml"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return provisioned{}, fmt.Errorf("listing %s: %w", dir, err)
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	for _, path := range files {
		sources, err := readFile(path, env)
		if err != nil {
			return provisioned{}, fmt.Errorf("provisioning file %s: %w", path, err)
		}
		for _, source := range sources {
			if source.Type == pluginID {
				return source, nil
			}
		}
	}
	return provisioned{}, fmt.Errorf("no data source of type %s in %s: add a provisioning file for one", pluginID, dir)
}

func readFile(path string, env func(string) string) ([]provisioned, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var tree yaml.Node
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	if err := expandTree(&tree, env, false); err != nil {
		return nil, err
	}
	var file provisioningFile
	if err := tree.Decode(&file); err != nil {
		return nil, err
	}
	if file.APIVersion != 1 {
		return nil, errors.New("only `apiVersion: 1` is read")
	}
	return file.Datasources, nil
}

// expandTree fills the variables in every text of the tree, keys aside.
func expandTree(node *yaml.Node, env func(string) string, inJSON bool) error {
	if node.Kind == yaml.ScalarNode && node.ShortTag() == "!!str" {
		value, err := expand(node.Value, env)
		if err != nil {
			return fmt.Errorf("line %d: %w", node.Line, err)
		}
		tag := "!!str"
		if inJSON && value != node.Value && !strings.Contains(node.Value, "$$") {
			tag, value = retype(value)
		}
		node.Value, node.Tag = value, tag
		return nil
	}
	for i, child := range node.Content {
		below := inJSON
		if node.Kind == yaml.MappingNode {
			if i%2 == 0 {
				continue
			}
			below = below || node.Content[i-1].Value == "jsonData"
		}
		if err := expandTree(child, env, below); err != nil {
			return err
		}
	}
	return nil
}

// retype gives a variable's text the type that Grafana gives it inside jsonData: a number or a boolean if it reads as
// one.
func retype(text string) (tag, value string) {
	if _, err := strconv.ParseInt(text, 10, 64); err == nil {
		return "!!int", text
	}
	if number, err := strconv.ParseFloat(text, 64); err == nil {
		return "!!float", strconv.FormatFloat(number, 'g', -1, 64)
	}
	if truth, err := strconv.ParseBool(text); err == nil {
		return "!!bool", strconv.FormatBool(truth)
	}
	return "!!str", text
}
