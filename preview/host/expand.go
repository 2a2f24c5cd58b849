package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// braced matches `${NAME}`, `$__env{NAME}` and `$__file{path}`.
var braced = regexp.MustCompile(`\$(|__\w+){([^}]+)}`)

// expand fills the variables of one provisioning value in the order Grafana does (12.3, pkg/setting/expanders.go and
// pkg/services/provisioning/values): first `${NAME}` and `$__env{NAME}`, then `$__file{path}`, then `$NAME` and
// `${NAME}` in what came out. `$$` stands for a dollar sign.
//
// Two things follow, which the tests pin: the path in `$__file{…}` can't hold a variable, and a `$` in the value of
// `${NAME}` is expanded once more, so a secret is better named as `$NAME`.
func expand(value string, env func(string) string) (string, error) {
	parts := strings.Split(value, "$$")
	for i, part := range parts {
		filled := fill(part, func(kind, name string) (string, bool) {
			return env(name), kind == "" || kind == "__env"
		})
		var fileErr error
		filled = fill(filled, func(kind, name string) (string, bool) {
			if kind != "__file" || fileErr != nil {
				return "", false
			}
			var text []byte
			text, fileErr = os.ReadFile(name)
			return strings.TrimSpace(string(text)), true
		})
		if fileErr != nil {
			return "", fmt.Errorf("the file that $__file{…} names can't be read: %w", fileErr)
		}
		parts[i] = os.Expand(filled, env)
	}
	return strings.Join(parts, "$"), nil
}

func fill(text string, replace func(kind, name string) (value string, ours bool)) string {
	return braced.ReplaceAllStringFunc(text, func(match string) string {
		groups := braced.FindStringSubmatch(match)
		if value, ours := replace(groups[1], groups[2]); ours {
			return value
		}
		return match
	})
}
