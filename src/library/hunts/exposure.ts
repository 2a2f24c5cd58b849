import type { LibraryHunt } from '../hunt';

export const EXPOSURE: readonly LibraryHunt[] = [
  {
    id: 'exploitable-vulnerabilities',
    title: 'Vulnerabilities with a known exploit, by device count',
    why: 'What to patch first: exploits exist, many machines have it.',
    tactic: 'Exposure',
    techniques: ['T1190', 'T1203'],
    tables: ['DeviceTvmSoftwareVulnerabilities', 'DeviceTvmSoftwareVulnerabilitiesKB'],
    parameters: [],
    format: 'table',
    query: `DeviceTvmSoftwareVulnerabilities
| join kind=inner (
    DeviceTvmSoftwareVulnerabilitiesKB
    | where IsExploitAvailable == true
    | project CveId, CvssScore, PublishedDate, VulnerabilityDescription
  ) on CveId
| summarize Devices = dcount(DeviceId), Software = make_set(SoftwareName, 5), Score = max(CvssScore), Published = any(PublishedDate) by CveId
| order by Devices desc, Score desc`,
  },
  {
    id: 'software-by-devices',
    title: 'Software and how many devices have it',
    why: 'The inventory, with the versions that are out of support first.',
    tactic: 'Exposure',
    techniques: [],
    tables: ['DeviceTvmSoftwareInventory'],
    parameters: [],
    format: 'table',
    query: `DeviceTvmSoftwareInventory
| summarize Devices = dcount(DeviceId), Versions = make_set(SoftwareVersion, 10) by SoftwareVendor, SoftwareName, EndOfSupportStatus
| order by EndOfSupportStatus desc, Devices desc`,
  },
  {
    id: 'vulnerable-devices-with-alerts',
    title: 'Vulnerable devices that also had an alert',
    why: 'A hole that can be used, on a machine where something has happened already.',
    tactic: 'Exposure',
    techniques: ['T1210'],
    tables: ['AlertEvidence', 'DeviceTvmSoftwareVulnerabilities'],
    parameters: [],
    format: 'table',
    query: `AlertEvidence
| where $__timeFilter()
| where EntityType == "Machine" and isnotempty(DeviceId)
| summarize Alerts = dcount(AlertId), Titles = make_set(Title, 5), Last = max(Timestamp) by DeviceId, DeviceName
| join kind=inner (
    DeviceTvmSoftwareVulnerabilities
    | where VulnerabilitySeverityLevel in ("High", "Critical")
    | summarize Vulnerabilities = dcount(CveId), Cves = make_set(CveId, 10) by DeviceId
  ) on DeviceId
| project DeviceName, Alerts, Vulnerabilities, Titles, Cves, Last, DeviceId
| order by Vulnerabilities desc`,
  },
  {
    id: 'paths-to-critical-assets',
    title: 'What leads to what',
    why: 'Edges of the exposure graph: who has rights on which machine. An attacker reads the same map.',
    tactic: 'Exposure',
    techniques: [],
    tables: ['ExposureGraphEdges'],
    parameters: [],
    format: 'table',
    query: `ExposureGraphEdges
| summarize Edges = count(), Examples = make_set(strcat(SourceNodeName, " > ", TargetNodeName), 5) by EdgeLabel, SourceNodeLabel, TargetNodeLabel
| order by Edges desc`,
  },
];
