package graphs

import "strings"

// entity is what a row of evidence is about: what tells it from others, "" if the row
// names nothing, and how it is drawn. The facts are called like the columns that name
// such things, so that they link to what the columns link to.
func (r rows) entity(row int) (id string, facts figure) {
	text := func(name string) string { return r.text(name, row) }
	kind := text("EntityType")
	draw := func(prefix, icon, title, subtitle string, names ...string) (string, figure) {
		value := ""
		for _, name := range names {
			if value = text(name); value != "" {
				break
			}
		}
		if value == "" {
			return "", nil
		}
		if title == "" {
			title = value
		}
		facts := figure{
			said("title", title), said("subtitle", subtitle), said("icon", icon), said("Kind", kind),
			dated("Timestamp", r.time("Timestamp", row)),
		}
		for _, name := range names {
			facts = append(facts, said(name, text(name)))
		}
		return prefix + ": " + strings.ToLower(value), facts
	}
	path := fullPath(text("FolderPath"), text("FileName"))
	switch kind {
	case "Machine", "Device":
		return draw("device", "monitor", text("DeviceName"), text("LocalIP"), "DeviceId", "DeviceName")
	case "User", "Account", "Mailbox":
		return draw("user", "user", firstOf(text("AccountUpn"), r.account("", row)), text("AccountDomain"),
			"AccountObjectId", "AccountUpn", "AccountSid", "AccountName")
	case "Process":
		return r.processEntity(row)
	case "File":
		id, facts = draw("file", "file-alt", text("FileName"), path, "SHA256", "SHA1", "FolderPath", "FileName")
		return id, append(facts, said("ThreatFamily", text("ThreatFamily")))
	case "Ip":
		return draw("ip", "globe", "", "", "RemoteIP", "LocalIP")
	case "Url":
		return draw("url", "link", "", "", "RemoteUrl")
	case "MailMessage", "MailCluster":
		id, facts = draw("mail", "envelope", text("EmailSubject"), text("AccountUpn"), "NetworkMessageId", "EmailSubject")
		return id, append(facts, said("AccountUpn", text("AccountUpn")))
	case "RegistryKey", "RegistryValue":
		return draw("registry", "key-skeleton-alt", text("RegistryValueName"), text("RegistryKey"), "RegistryKey",
			"RegistryValueName", "RegistryValueData")
	case "CloudApplication", "CloudLogonSession", "OAuthApplication":
		return draw("app", "apps", text("Application"), "", "OAuthApplicationId", "Application")
	}
	return draw("other", "cube", "", kind, "CloudResource", "DeviceId", "AccountUpn", "SHA256", "RemoteIP", "RemoteUrl",
		"NetworkMessageId", "Application", "FileName")
}

// processEntity is told by id and creation where the evidence has them, else by its
// device, file and command line, which several processes may have.
func (r rows) processEntity(row int) (string, figure) {
	text := func(name string) string { return r.text(name, row) }
	if text("FileName") == "" && text("ProcessCommandLine") == "" {
		return "", nil
	}
	command := text("ProcessCommandLine")
	facts := figure{
		said("title", firstOf(text("FileName"), firstPart(command))), said("subtitle", firstPart(command)),
		said("icon", "cog"), said("Kind", "Process"), dated("Timestamp", r.time("Timestamp", row)),
		said("Path", fullPath(text("FolderPath"), text("FileName"))),
		said("DeviceName", text("DeviceName")), said("DeviceId", text("DeviceId")),
		said("SHA1", text("SHA1")), said("SHA256", text("SHA256")),
	}
	facts = append(facts, inParts("CommandLine", command)...)
	file := firstOf(text("SHA256"), text("SHA1"), text("FileName"))
	about := []string{text("DeviceId"), file, command}
	if process, exact := processIn(text("AdditionalFields")); exact {
		facts = append(facts, counted("ProcessId", process.id), dated("ProcessCreationTime", process.time()))
		about = append(about, process.time().String())
	}
	return "process: " + strings.ToLower(strings.Join(about, " | ")), facts
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
