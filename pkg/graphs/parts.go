package graphs

import "fmt"

// Grafana's menu of a node breaks no lines: one as long as a command would push its
// links out of the window. So long texts are several details, a line each.
const (
	partRunes = 80
	mostParts = 8 // of more, the last ends with an ellipsis
)

// firstPart is what a long text begins with.
func firstPart(text string) string {
	if runes := []rune(text); len(runes) > partRunes {
		return string(runes[:partRunes-1]) + "…"
	}
	return text
}

// inParts is a text as one fact, or as several where it is long.
func inParts(name, text string) figure {
	var parts figure
	runes := []rune(text)
	for n := 1; len(runes) > partRunes && n < mostParts; n++ {
		parts = append(parts, said(partName(name, n), string(runes[:partRunes])))
		runes = runes[partRunes:]
	}
	return append(parts, said(partName(name, len(parts)+1), firstPart(string(runes))))
}

func partName(name string, n int) string {
	if n == 1 {
		return name
	}
	return fmt.Sprintf("%s, part %d", name, n)
}
