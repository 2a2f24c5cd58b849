//go:build mage

// The backend's build: Grafana's own, so that its build info is in the binary.
// `go tool mage buildDev` builds for this machine, `go tool mage buildAll` for
// every platform that Grafana lists.
package main

import (
	"runtime"

	// mage:import
	build "github.com/grafana/grafana-plugin-sdk-go/build"
)

// Default is the target of a bare `go tool mage`.
var Default = BuildDev

// BuildDev builds the backend for this machine only, into dist/.
func BuildDev() error {
	return build.Build{}.Custom(runtime.GOOS, runtime.GOARCH)
}
