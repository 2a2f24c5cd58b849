package plugin

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoOutputOfTheSuiteShowsASecret runs the package's other tests in a process
// of their own, as log lines of every library end up on its outputs, and looks
// for the secret, the tokens, the private key and the password that they used.
func TestNoOutputOfTheSuiteShowsASecret(t *testing.T) {
	const inner = "HUNTBOARD_SECRETS_SCAN"
	if os.Getenv(inner) != "" {
		t.Skip("this is the process that is looked at")
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.v") //nolint:gosec // this test binary itself
	file := filepath.Join(t.TempDir(), "key")
	cmd.Env = append(os.Environ(), inner+"=1", keyFile+"="+file)
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("the suite failed (%v): %s", err, failures(string(output)))
	}
	if !bytes.Contains(output, []byte(`"@level"`)) {
		t.Error("the suite wrote no log line, so this test shows nothing")
	}
	for _, secret := range append(keyLines(t, file), testSecret, testToken, testPassword) {
		if line, found := lineWith(string(output), secret); found {
			t.Errorf("a secret was written: %s", line)
		}
	}
}

// failures are the names of the tests that failed; their words may hold what must not be written.
func failures(output string) string {
	var names []string
	for line := range strings.Lines(output) {
		if name, failed := strings.CutPrefix(strings.TrimSpace(line), "--- FAIL: "); failed {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// keyLines are the lines of a private key, each of which is a secret.
func keyLines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return lines[1 : len(lines)-1] // the first and the last say what it is
}

func lineWith(output, text string) (string, bool) {
	for line := range strings.Lines(output) {
		if strings.Contains(line, text) {
			return strings.ReplaceAll(line, text, "…"), true
		}
	}
	return "", false
}
