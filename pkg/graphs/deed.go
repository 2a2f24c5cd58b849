package graphs

import (
	"strings"
	"time"
)

// deed is something that a process did to one thing, as often as it did it.
type deed struct {
	by          key
	kind        string // network, file or registry
	action      string
	target      string // what tells the thing from others
	facts       figure // of the thing
	count       int64
	first, last time.Time
}

// addDeed reads a row of the hunt for deeds. Its process may be told by it alone.
func (t *Tree) addDeed(r rows, table string, row int) {
	by, has := r.initiating(row)
	if !has {
		return
	}
	t.told = append(t.told, telling{by, asActor, key{}})
	d := deed{
		by: by.key, action: r.text("ActionType", row), first: r.time("First", row), last: r.time("Last", row),
	}
	d.count, _ = r.number("Events", row)
	switch table {
	case "DeviceNetworkEvents":
		d.ofNetwork(r, row)
	case "DeviceFileEvents":
		d.ofFile(r, row)
	case "DeviceRegistryEvents":
		d.ofRegistry(r, row)
	}
	if d.target != "" {
		t.deeds = append(t.deeds, d)
	}
}

func (d *deed) ofNetwork(r rows, row int) {
	url, ip := r.text("RemoteUrl", row), r.text("RemoteIP", row)
	name := url
	if name == "" {
		name = ip
	}
	port := ""
	if number, has := r.number("RemotePort", row); has {
		port = text(number)
	}
	d.kind, d.target = "network", strings.TrimSpace(url+" "+ip)
	d.facts = figure{said("title", name), said("icon", "globe"), said("RemoteUrl", url), said("RemoteIP", ip)}
	if url != "" {
		d.facts = append(d.facts, said("subtitle", ip))
	}
	if port != "" {
		d.action = strings.TrimSpace(d.action + " :" + port)
	}
}

func (d *deed) ofFile(r rows, row int) {
	name := r.text("FileName", row)
	path := fullPath(r.text("FolderPath", row), name)
	d.kind, d.target = "file", strings.ToLower(path)
	d.facts = figure{
		said("title", name), said("subtitle", path), said("icon", "file-alt"), said("Path", path),
		said("SHA256", r.text("SHA256", row)),
	}
}

func (d *deed) ofRegistry(r rows, row int) {
	registryKey, name := r.text("RegistryKey", row), r.text("RegistryValueName", row)
	title := name
	if title == "" {
		title = registryKey[strings.LastIndex(registryKey, `\`)+1:]
	}
	d.kind, d.target = "registry", strings.TrimSuffix(strings.ToLower(registryKey+`\`+name), `\`)
	d.facts = figure{
		said("title", title), said("subtitle", registryKey), said("icon", "key-skeleton-alt"),
		said("RegistryKey", registryKey), said("RegistryValueName", name),
		said("RegistryValueData", r.text("RegistryValueData", row)),
	}
}
