package graphs

import (
	"strings"
	"time"
)

// process is what rows tell of one.
type process struct {
	key
	name, folder, command, account, integrity string
	sha1, sha256                              string
	device, deviceName                        string
	started                                   time.Time // of the row that tells its start; zero = it was not seen starting
	parent                                    *process
	children                                  []*process
}

// fill takes what was not known; what is known stays, since a process's own start
// tells it first.
func (p *process) fill(from process) {
	for _, one := range []struct {
		to   *string
		told string
	}{
		{&p.name, from.name},
		{&p.folder, from.folder},
		{&p.command, from.command},
		{&p.account, from.account},
		{&p.integrity, from.integrity},
		{&p.sha1, from.sha1},
		{&p.sha256, from.sha256},
		{&p.device, from.device},
		{&p.deviceName, from.deviceName},
	} {
		if *one.to == "" {
			*one.to = one.told
		}
	}
	if p.started.IsZero() {
		p.started = from.started
	}
}

// isNamed tells a process that has a key of its own, so that others can name it.
func (p *process) isNamed() bool { return p.id >= 0 }

func (p *process) title() string {
	if p.name == "" {
		return "process " + text(p.id)
	}
	return p.name
}

// moment is when the process was seen starting, else when it was created.
func (p *process) moment() time.Time {
	if p.started.IsZero() {
		return p.time()
	}
	return p.started
}

func (r rows) account(prefix string, row int) string {
	domain, name := r.text(prefix+"AccountDomain", row), r.text(prefix+"AccountName", row)
	if domain == "" || name == "" {
		return name
	}
	return domain + `\` + name
}

// started is the process that a row tells the start of.
func (r rows) started(row int) (process, bool) {
	of, has := r.key("ProcessId", "ProcessCreationTime", row)
	at := r.time("Timestamp", row)
	if at.IsZero() {
		at = of.time()
	}
	return process{
		key: of, name: r.text("FileName", row), folder: r.text("FolderPath", row),
		command: r.text("ProcessCommandLine", row), account: r.account("", row),
		integrity: r.text("ProcessIntegrityLevel", row), sha1: r.text("SHA1", row), sha256: r.text("SHA256", row),
		device: r.text("DeviceId", row), deviceName: r.text("DeviceName", row), started: at,
	}, has
}

// initiating is the process that a row names as the one that acted.
func (r rows) initiating(row int) (process, bool) {
	const prefix = "InitiatingProcess"
	of, has := r.key(prefix+"Id", prefix+"CreationTime", row)
	return process{
		key: of, name: r.text(prefix+"FileName", row), folder: r.text(prefix+"FolderPath", row),
		command: r.text(prefix+"CommandLine", row), account: r.account(prefix, row),
		integrity: r.text(prefix+"IntegrityLevel", row),
		sha1:      r.text(prefix+"SHA1", row), sha256: r.text(prefix+"SHA256", row),
		device: r.text("DeviceId", row), deviceName: r.text("DeviceName", row),
	}, has
}

// grandparent is the parent of the process that acted, of which rows tell the least.
func (r rows) grandparent(row int) (process, bool) {
	const prefix = "InitiatingProcessParent"
	of, has := r.key(prefix+"Id", prefix+"CreationTime", row)
	return process{
		key: of, name: r.text(prefix+"FileName", row),
		device: r.text("DeviceId", row), deviceName: r.text("DeviceName", row),
	}, has
}

// fullPath is a folder with its file; some sensors tell both in one.
func fullPath(folder, name string) string {
	switch {
	case folder == "" || name == "":
		return folder + name
	case strings.HasSuffix(strings.ToLower(folder), strings.ToLower(name)):
		return folder
	case strings.Contains(folder, "/"):
		return strings.TrimSuffix(folder, "/") + "/" + name
	}
	return strings.TrimSuffix(folder, `\`) + `\` + name
}
