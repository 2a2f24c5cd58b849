package hunting

import (
	"fmt"
	"strings"
	"time"
)

// sentence is the only place where an error of the service becomes words.
func sentence(e *Error) string {
	switch e.Kind {
	case KindSyntax, KindSemantic, KindRefused:
		if message := strings.TrimSpace(e.Message); message != "" {
			return message + e.olderName()
		}
		return fmt.Sprintf("The hunting API at %s refused the query and gave no reason (status %d).", e.host, e.Status)
	case KindUnknownTable:
		if hint := e.olderName(); hint != "" {
			return e.Message + hint
		}
		return e.Message + " If the name is right, the tenant has no license for the table or the app may not read it:" +
			" the service answers the same for both."
	case KindResultTooLarge:
		return e.Message + " Return fewer rows or columns: summarize, project or take."
	case KindCPU, KindTooManyCalls, KindTooHeavy, KindTooSlow:
		return load(e) + e.forAlert()
	case KindBudget:
		return turnedAway(e)
	case KindUnauthorized, KindForbidden:
		return access(e)
	case KindSignIn, KindUnreachable, KindUntrusted, KindBroken, KindTimeout, KindDeadline, KindCanceled:
		return road(e)
	case KindBadAnswer, KindAnswerTooLarge, KindCellTooLong:
		return answerFault(e)
	case KindNoEndpoint:
		return fmt.Sprintf("%s has no hunting API (status %d). Check the API endpoint in the data source's settings.",
			e.host, e.Status)
	case KindQueryTooLong:
		return "The query is too long for the hunting API, which takes about 1 MB." +
			" Shorten it: long lists belong in a table or a watch list."
	case KindUnavailable:
		return fmt.Sprintf("The hunting API at %s is not available (status %d)."+
			" Try again; if it stays so, return fewer rows, as an answer that is too large ends like this too.",
			e.host, e.Status)
	case KindRedirected:
		return fmt.Sprintf("%s redirected the hunt (status %d), which is refused so that the token stays with its host."+
			" Set the API endpoint in the data source's settings to the final address.", e.host, e.Status)
	case KindInternal:
		return fmt.Sprintf("The plugin failed while it ran the hunt: %v. Please report it.", e.cause)
	}
	return fmt.Sprintf("The hunt failed (%s).", e.Kind)
}

// load is about the tenant's quota and the weight of a query.
func load(e *Error) string {
	switch e.Kind {
	case KindTooManyCalls:
		return "The tenant's quota of hunting calls is used up; analysts in the portal share it. " + e.again("a minute") +
			e.quoted()
	case KindCPU:
		return "The tenant's share of CPU for hunting is used up; analysts in the portal share it. " +
			e.again("the next quarter of an hour") + " Narrow the time range or filter earlier." + e.quoted()
	case KindTooSlow:
		return fmt.Sprintf("The query ran into the hunting service's own time limit of %d s a call (status %d)."+
			" No setting raises it: narrow the time range, filter earlier, or prefer has to contains.",
			e.oneCall/time.Second, e.Status) + e.quoted()
	}
	return fmt.Sprintf("The hunting service gave up on the query (status %d): it is too heavy."+
		" Narrow the time range, filter earlier, or prefer has to contains.", e.Status) + e.quoted()
}

// access is about tokens and permissions.
func access(e *Error) string {
	if e.Kind == KindUnauthorized {
		return fmt.Sprintf("The hunting API at %s did not accept the token, even a fresh one:"+
			" it is for another service or cloud. Check the cloud and the API endpoint in the data source's settings.",
			e.host) + e.quoted()
	}
	return fmt.Sprintf("The app may not run hunts: the hunting API at %s answered 403."+
		" Give its registration the application permission %s in Entra, grant admin consent, and wait a few minutes.",
		e.host, e.permission) + e.quoted()
}

// road is about what lies between here and the service.
func road(e *Error) string {
	switch e.Kind {
	case KindSignIn:
		return e.cause.Error()
	case KindUnreachable:
		return fmt.Sprintf("%s cannot be reached: %s. Check the name, the network and the proxy of the Grafana server.",
			e.host, e.fault.Reason)
	case KindUntrusted:
		return fmt.Sprintf("The certificate of %s is not trusted: %s."+
			" Set the CA certificate (tlsCACert) in the data source's settings.", e.host, e.fault.Reason)
	case KindTimeout:
		return fmt.Sprintf("The hunt took longer than timeoutSeconds, which is %d s."+
			" Narrow the time range, or raise it in the data source's settings.", e.limit/time.Second)
	case KindDeadline:
		return "The hunt took longer than Grafana waits for it. Narrow the time range, or raise Grafana's own time-out" +
			" (for alert rules evaluation_timeout, which is 30 s unless it was changed)."
	case KindCanceled:
		return "The hunt was canceled."
	}
	return fmt.Sprintf("The connection to %s broke before the answer was complete. Try again.", e.host)
}

// answerFault is about a body that is not an answer.
func answerFault(e *Error) string {
	if e.Kind == KindAnswerTooLarge {
		return fmt.Sprintf("The answer is larger than %d MB. Return fewer rows or columns: summarize, project or take.",
			e.most>>20)
	}
	if e.Kind == KindCellTooLong {
		return fmt.Sprintf("The answer has a cell that is too long: %v."+
			" Shorten it in the query, for example with substring(), or leave the column out.", e.cause)
	}
	return fmt.Sprintf("The answer of %s is not that of a hunt: %v."+
		" A proxy in between may have changed it; check the API endpoint in the data source's settings.", e.host, e.cause)
}

// quoted adds the service's own words to ours.
func (e *Error) quoted() string {
	if message := strings.TrimSpace(e.Message); message != "" {
		return " The service said: " + message
	}
	return ""
}

// olderName answers who still writes the time column as the service of 2018 called it.
func (e *Error) olderName() string {
	if strings.Contains(e.Message, "'EventTime'") {
		return " EventTime is the older name of Timestamp: write Timestamp."
	}
	return ""
}
