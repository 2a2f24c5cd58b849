package graphs

// Stats are what the columns of a sketch hold that Grafana's graph knows by names such
// as mainstat, for people.
type Stats struct{ Nodes, Edges map[string]string }

// TreeStats name what stands in and under the nodes of a process tree, and on its edges.
var TreeStats = Stats{
	Nodes: map[string]string{
		"title": "Name", "subtitle": "Command line or place", "mainstat": "Account", "secondarystat": "Created (UTC)",
		"color": "Verdict",
	},
	Edges: map[string]string{"mainstat": "Action", "secondarystat": "Events"},
}

// AlertStats are those of an alert's graph.
var AlertStats = Stats{
	Nodes: map[string]string{
		"title": "Name", "subtitle": "Source or place", "mainstat": "Severity", "secondarystat": "Time (UTC)",
		"color": "Severity",
	},
	Edges: map[string]string{"mainstat": "Role", "secondarystat": "Direction"},
}
