package plugin

import (
	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/entra"
)

// tenants are the budgets of this process. They alone are shared between data
// sources, and hold counters only.
var tenants budget.Registry

// tenantOf names whose quota a call with that token uses. The token's own claim
// counts, since settings may name a tenant by a domain, or not at all.
func (s settings) tenantOf(token string) budget.Tenant {
	id := s.identity.tenantID
	if claims, read := entra.ReadClaims(token); read && claims.TenantID != "" {
		id = claims.TenantID
	}
	return budget.Tenant{Host: s.api.Host, Authority: s.authority.Host, ID: id}
}
