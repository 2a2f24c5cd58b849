package schema

import "strings"

// Entity is what a column's values name: something that the portal has a page for.
type Entity string

// The entities. Where one thing has several names (a user by UPN, object id or
// SID), each is an entity of its own, since each is looked up in its own way.
const (
	EntityDevice       Entity = "device"       // DeviceId
	EntityDeviceName   Entity = "deviceName"   // DeviceName
	EntityUserUPN      Entity = "userUpn"      // AccountUpn
	EntityUserObjectID Entity = "userObjectId" // AccountObjectId
	EntityUserSID      Entity = "userSid"      // AccountSid
	EntityFile         Entity = "file"         // SHA1, SHA256, MD5
	EntityIP           Entity = "ip"           // RemoteIP
	EntityURL          Entity = "url"          // RemoteUrl
	EntityEmail        Entity = "email"        // NetworkMessageId
	EntityAlert        Entity = "alert"        // AlertId
	EntityIncident     Entity = "incident"     // IncidentId
	EntityCVE          Entity = "cve"          // CveId
)

// entities are by a column's name without what says whose it is.
var entities = map[string]Entity{
	"DeviceId": EntityDevice, "DeviceName": EntityDeviceName,
	"AccountUpn": EntityUserUPN, "AccountObjectId": EntityUserObjectID, "AccountSid": EntityUserSID,
	"SHA1": EntityFile, "SHA256": EntityFile, "MD5": EntityFile,
	"RemoteIP": EntityIP, "RemoteUrl": EntityURL, "NetworkMessageId": EntityEmail,
	"AlertId": EntityAlert, "IncidentId": EntityIncident, "CveId": EntityCVE,
}

// roles say whose a column is, and are left out: `InitiatingProcessSHA1` is a file
// as `SHA1` is. A word that makes another thing of it is none: `AadDeviceId`.
var roles = []string{"InitiatingProcess", "Target", "Source", "Destination", "Remote"}

// EntityOf is what a column's values name; false for most columns.
func EntityOf(column string) (Entity, bool) {
	if entity, known := entities[column]; known {
		return entity, true
	}
	for _, role := range roles {
		if rest, has := strings.CutPrefix(column, role); has {
			entity, known := entities[rest]
			return entity, known
		}
	}
	return "", false
}

// PortalPath is the page of an entity in the Defender portal, "" where it has none.
// The value goes in at `{}`, percent-encoded. Graph itself answers with the paths of
// alerts and incidents (alertWebUrl, incidentWebUrl); the others are those that
// public runbooks link to, since no document lists them.
func (e Entity) PortalPath() string { return portalPaths[e] }

var portalPaths = map[Entity]string{
	EntityDevice:       "/machines/v2/{}/overview",
	EntityDeviceName:   "/search?query={}",
	EntityUserUPN:      "/user?upn={}&tab=overview",
	EntityUserObjectID: "/user?aad={}&tab=overview",
	EntityUserSID:      "/user?sid={}&tab=overview",
	EntityFile:         "/file/{}/",
	EntityIP:           "/ip/{}/overview",
	EntityURL:          "/url/overview?url={}",
	EntityEmail:        "/emailentityV2?id={}",
	EntityAlert:        "/alerts/{}",
	EntityIncident:     "/incident2/{}/overview",
	EntityCVE:          "/vulnerabilities/vulnerability/{}/overview",
}
