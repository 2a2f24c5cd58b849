// Package budget spends a tenant's quota of hunting calls: who may call now, who
// waits, and who is told at once when it will work again. It knows neither HTTP
// nor KQL and starts no call itself.
//
// The words it uses:
//
//   - A tenant has one quota an API host, which analysts in the portal share. A
//     Governor keeps one tenant's; a Registry holds those of the process.
//   - A Source is one data source. It joins its tenant's Governor only with a token
//     of its own, so that who merely knows a tenant's id can't touch its counters.
//   - An Ask is what one call wants: a Priority, and until when somebody waits.
//   - A Turn is the permission to send once. Who holds it says how the call went.
//   - A window is what was spent in the last minute, hour or day. It slides: at no
//     moment does it hold more than its limit.
//   - A gate is what the service itself has closed with a 429, by kind: calls or
//     CPU. Until it opens nobody of the tenant calls.
//   - A Refusal is a wait that is known not to fit, with the time at which it will
//     work.
//
// # What is kept for whom
//
// A third of the calls of a minute is kept for alerts, 10 of the default 30: others
// never use them. One of the calls in flight is kept for alerts too. Otherwise the
// highest priority goes first, and in it who came first. So that nobody starves,
// every sixth call that could go to someone older goes to whoever has waited
// longest, whatever the priority.
//
// # What counts
//
// A call counts once it is sent, a resend too; sign-ins and connections that were
// refused don't. It leaves the window 60 s after the service may have begun to
// count it: when its answer began, or 5 s after it was written, if that is sooner.
package budget
