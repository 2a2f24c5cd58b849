package hunting

// api is one of the services that run hunts. The two older ones join here.
type api struct {
	path       string
	permission string // the application permission that a token needs
}

// https://learn.microsoft.com/graph/api/security-security-runhuntingquery (2026-08-18)
var graph = api{path: "/v1.0/security/runHuntingQuery", permission: "ThreatHunting.Read.All"}
