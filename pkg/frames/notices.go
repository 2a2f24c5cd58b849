package frames

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// manyRows is how many rows of a table make a browser slow.
const manyRows = 10_000

// notices are what a reader must know, the most important first. Grafana shows one
// notice of each severity, so the warnings are one.
func notices(a *hunting.Answer, made shaped, o Options) []data.Notice {
	all := []string{o.Cut, capNotice(a, o), weightNotice(a, o), reachNotice(o)}
	all = append(all, a.Notices...)
	all = append(all, unsafeNotices(a, made.frames)...)
	all = append(all, o.Hunt.Notices...)
	all = append(all, made.warnings...)
	if o.Hunt.Format == kql.FormatTable && a.Rows > manyRows {
		all = append(all, fmt.Sprintf("The table has %s rows, which makes a browser slow. "+
			"Summarize, or keep the first with top.", grouped(a.Rows)))
	}
	all = slices.DeleteFunc(all, func(text string) bool { return text == "" })
	if len(all) == 0 {
		return nil
	}
	return []data.Notice{{Severity: data.NoticeSeverityWarning, Text: strings.Join(all, " ")}}
}

// capNotice warns of an answer that is as long as the service makes them.
func capNotice(a *hunting.Answer, o Options) string {
	if o.Cut != "" || len(o.Windows) > 0 || !o.Site.Limits.CutsRows(a.Rows) { // a cut of ours is no sign of one of theirs
		return ""
	}
	return fmt.Sprintf("The answer has exactly %s rows, the most that the service sends, so rows are probably missing. "+
		"Shorten the range, filter more or summarize.", grouped(a.Rows))
}

// weightNotice warns of an answer that weighs as much as the service lets one weigh.
func weightNotice(a *hunting.Answer, o Options) string {
	if len(o.Windows) > 0 || !o.Site.Limits.CutsBytes(a.Bytes) {
		return ""
	}
	return fmt.Sprintf("The answer weighs %d MB, the most that the service sends, so rows are probably missing. "+
		"Keep fewer columns with project, shorten the range or summarize.", a.Bytes/1_000_000)
}

// reachNotice warns of a range that begins before the service keeps events.
func reachNotice(o Options) string {
	days := o.Site.Limits.DaysBack
	if days == 0 || o.Hunt.From.IsZero() {
		return ""
	}
	const slack = time.Hour // "last 30 days" begins a little before, once the hunt has waited
	kept := o.now().AddDate(0, 0, -days)
	if !o.Hunt.From.Before(kept.Add(-slack)) {
		return ""
	}
	return fmt.Sprintf("The range begins on %s and the service keeps %d days, so events before %s are missing. "+
		"Shorten the range, unless the table is kept longer in Sentinel.",
		o.Hunt.From.UTC().Format(time.DateOnly), days, kept.UTC().Format(time.DateOnly))
}

// unsafeNotices warn of numbers that a browser cannot hold. Labels are texts.
func unsafeNotices(a *hunting.Answer, made data.Frames) []string {
	var all []string
	for _, column := range a.Columns {
		shown := slices.ContainsFunc(made, func(frame *data.Frame) bool { return showsNumber(frame, column.Name) })
		if shown && column.Unsafe.Count > 0 {
			all = append(all, fmt.Sprintf("%s of the column %s passes 2^53, the first being %d in row %d, and a browser "+
				"rounds it. Make it text with tostring(%s).", counted(column.Unsafe.Count, "number"), column.Name,
				column.Unsafe.Value, column.Unsafe.Row, column.Name))
		}
	}
	return all
}

func showsNumber(frame *data.Frame, name string) bool {
	return slices.ContainsFunc(frame.Fields, func(f *data.Field) bool { return f.Name == name && f.Type().Numeric() })
}

// counted writes `1 cell` and `2 cells`.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(n) + " " + noun + "s"
}

// spokenAge writes a length of time by its largest unit: 90 s, 5 min, 3 h.
func spokenAge(age time.Duration) string {
	switch {
	case age < 2*time.Minute:
		return fmt.Sprintf("%d s", int(age.Seconds()))
	case age < 2*time.Hour:
		return fmt.Sprintf("%d min", int(age.Minutes()))
	}
	return fmt.Sprintf("%d h", int(age.Hours()))
}

// grouped writes 100000 as 100,000.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
