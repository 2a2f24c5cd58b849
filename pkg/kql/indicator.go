package kql

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// indicatorKind is what an indicator of compromise is.
type indicatorKind string

// The kinds of indicators, in the order in which their conditions are written.
const (
	kindMD5     indicatorKind = "MD5"
	kindSHA1    indicatorKind = "SHA1"
	kindSHA256  indicatorKind = "SHA256"
	kindIP      indicatorKind = "IP address"
	kindNetwork indicatorKind = "network"
	kindDomain  indicatorKind = "domain"
	kindURL     indicatorKind = "URL"
	kindMail    indicatorKind = "mail address"
)

var indicatorKinds = []indicatorKind{
	kindMD5, kindSHA1, kindSHA256, kindIP, kindNetwork, kindDomain, kindURL, kindMail,
}

// indicator is one value to look for, as the columns of its kind hold it.
type indicator struct {
	kind  indicatorKind
	value string
}

// refang turns back what reports write so that nobody clicks on it: hxxp://, [.],
// (dot), [@]. What it makes is data like the rest.
var refang = strings.NewReplacer(
	"[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "[DOT]", ".", "(DOT)", ".", "[.", ".", ".]", ".",
	"[:]", ":", "[://]", "://", "[@]", "@", "(@)", "@", "[at]", "@", "(at)", "@",
)

var (
	hexDigits  = regexp.MustCompile(`^[0-9a-fA-F]+$`)
	domainForm = regexp.MustCompile(`^([\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+([\p{L}]{2,}|xn--[a-zA-Z0-9-]+)$`)
	mailForm   = regexp.MustCompile(`^[^\s@"'<>()]+@([^\s@]+)$`)
	brokenLink = regexp.MustCompile(`^(?i)h(xx|tt|XX)p(s?)(://|:\\\\)`)
)

// fileEndings are those of files that a domain's form would let through.
var fileEndings = []string{
	"exe", "dll", "ps1", "bat", "vbs", "sys", "msi", "doc", "docx", "xls", "xlsx", "pdf", "txt", "iso", "lnk", "jar",
	"tmp",
}

var hashKinds = map[int]indicatorKind{32: kindMD5, 40: kindSHA1, 64: kindSHA256}

// classify tells what one value is; an address without a path is looked for as its
// host. False for what is no indicator.
func classify(text string) (found []indicator, known bool) {
	text = strings.Trim(refang.Replace(strings.TrimSpace(text)), `"'<>`)
	text = brokenLink.ReplaceAllString(text, "http$2://")
	if kind, isHash := hashKinds[len(text)]; isHash && hexDigits.MatchString(text) {
		return []indicator{{kind, strings.ToLower(text)}}, true
	}
	if address, ok := readAddress(text); ok {
		return []indicator{{kindIP, address.Unmap().String()}}, true
	}
	if network, err := netip.ParsePrefix(text); err == nil {
		return []indicator{{kindNetwork, network.Masked().String()}}, true
	}
	if mail := mailForm.FindStringSubmatch(text); mail != nil && isDomain(mail[1]) {
		return []indicator{{kindMail, text}}, true
	}
	if isDomain(text) {
		return []indicator{{kindDomain, strings.ToLower(text)}}, true
	}
	return classifyURL(text)
}

// classifyURL reads `https://host/path`, with or without the scheme. The scheme is
// left out of what is looked for, since many rows hold none.
func classifyURL(text string) (found []indicator, known bool) {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	parsed, err := url.Parse(text)
	schemes := []string{"http", "https", "ftp"}
	if err != nil || !slices.Contains(schemes, parsed.Scheme) || strings.ContainsAny(text, " \t\r\n") {
		return nil, false
	}
	host := strings.ToLower(parsed.Hostname())
	address, err := netip.ParseAddr(host)
	isAddress := err == nil
	if !isAddress && !isDomain(host) {
		return nil, false
	}
	_, rest, _ := strings.Cut(text, "://")
	rest = strings.TrimRight(rest, "/?#")
	switch {
	case rest == "" || !strings.ContainsAny(rest, "/?#") && !isAddress:
		return []indicator{{kindDomain, host}}, true
	case !strings.ContainsAny(rest, "/?#"):
		return []indicator{{kindIP, address.String()}, {kindURL, rest}}, true
	}
	return []indicator{{kindURL, rest}}, true
}

// readAddress reads an address, or one with a port behind it.
func readAddress(text string) (netip.Addr, bool) {
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" {
		return address, true
	}
	withPort, err := netip.ParseAddrPort(text)
	return withPort.Addr(), err == nil && withPort.Addr().Zone() == ""
}

func isDomain(text string) bool {
	labels := strings.Split(text, ".")
	return len(text) <= 253 && domainForm.MatchString(text) &&
		!slices.Contains(fileEndings, strings.ToLower(labels[len(labels)-1]))
}

// splitIndicators cuts a text box's value into values: at white space, and at commas
// and semicolons where each part is an indicator by itself (a URL may hold them).
func splitIndicators(text string) []string {
	var found []string
	for field := range strings.FieldsSeq(text) {
		field = strings.Trim(field, ",;")
		parts := strings.FieldsFunc(field, func(r rune) bool { return r == ',' || r == ';' })
		whole := slices.ContainsFunc(parts, func(part string) bool {
			_, known := classify(part)
			return !known
		})
		if _, known := classify(field); whole && known {
			parts = []string{field}
		}
		found = append(found, parts...)
	}
	return found
}
