// Package share lets callers that want the same thing at the same time wait for
// one piece of work.
//
// The words it uses:
//
//   - A Group keeps the work that is under way, by key.
//   - A waiter is a caller of Do. Work begins with its first waiter, has a context
//     of its own, and is canceled when its last waiter has left; one waiter that
//     leaves does not disturb the others.
//   - A waiter who must see what is true now says since when (NotBefore) and joins
//     only work that began later.
//   - Nothing is kept: work that has ended is begun anew for the next waiter.
package share
