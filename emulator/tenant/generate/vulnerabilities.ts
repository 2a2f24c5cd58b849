import type { Device, System } from './devices';
import type { Random } from './random';
import type { Office } from './tableRows';

interface Software {
  on: System;
  vendor: string;
  name: string;
  /** The newest first; machines lag behind. */
  versions: readonly string[];
  /** What every version but the newest has. The numbers of the CVEs look real and are none. */
  cves: readonly (readonly [id: string, severity: string, score: number, exploited: boolean])[];
}

const SOFTWARE: readonly Software[] = [
  software('windows', 'google', 'chrome', ['142.0.7444.60', '141.0.7390.123'], [['CVE-2026-91021', 'High', 8.8, true]]),
  software(
    'windows',
    'microsoft',
    'edge_chromium-based',
    ['142.0.3595.53', '141.0.3537.99'],
    [
      ['CVE-2026-91021', 'High', 8.8, true],
      ['CVE-2026-91044', 'Medium', 6.5, false],
    ]
  ),
  software(
    'windows',
    'microsoft',
    'office',
    ['16.0.19328.20178', '16.0.19127.20302'],
    [['CVE-2026-90417', 'High', 7.8, false]]
  ),
  software(
    'windows',
    'microsoft',
    'windows',
    ['10.0.26100.7171', '10.0.26100.4061'],
    [
      ['CVE-2026-90588', 'Critical', 9.8, true],
      ['CVE-2026-90612', 'High', 7.0, false],
      ['CVE-2026-90630', 'Medium', 5.5, false],
    ]
  ),
  software('windows', '7-zip', '7-zip', ['25.01', '23.01'], [['CVE-2026-90102', 'High', 7.0, true]]),
  software('windows', 'keelson', 'backup', ['8.2.1'], []),
  software(
    'linux',
    'openbsd',
    'openssh',
    ['9.6p1-3ubuntu13.14', '9.6p1-3ubuntu13.5'],
    [['CVE-2026-90211', 'High', 8.1, true]]
  ),
  software(
    'linux',
    'f5',
    'nginx',
    ['1.24.0-2ubuntu7.5', '1.24.0-2ubuntu7.1'],
    [['CVE-2026-90233', 'Medium', 6.5, false]]
  ),
  software(
    'linux',
    'haxx',
    'curl',
    ['8.5.0-2ubuntu10.6', '8.5.0-2ubuntu10.1'],
    [['CVE-2026-90240', 'Low', 3.7, false]]
  ),
  software('macos', 'apple', 'macos', ['15.7.2', '15.6'], [['CVE-2026-90760', 'High', 7.8, true]]),
  software('macos', 'google', 'chrome', ['142.0.7444.60', '141.0.7390.123'], [['CVE-2026-91021', 'High', 8.8, true]]),
];

const SETTINGS = [
  { id: 'scid-2010', name: 'Turn on Microsoft Defender Antivirus', category: 'Security controls', impact: 9 },
  {
    id: 'scid-2011',
    name: 'Update Microsoft Defender Antivirus definitions',
    category: 'Security controls',
    impact: 8,
  },
  { id: 'scid-2003', name: 'Turn on tamper protection', category: 'Security controls', impact: 9 },
  { id: 'scid-2070', name: 'Turn on Microsoft Defender Firewall', category: 'Network', impact: 7 },
  {
    id: 'scid-2500',
    name: 'Block executable content from email client and webmail',
    category: 'Security controls',
    impact: 8,
  },
  { id: 'scid-3011', name: 'Disable SMBv1 server', category: 'OS', impact: 8 },
] as const;

function software(
  on: System,
  vendor: string,
  name: string,
  ...[versions, cves]: [Software['versions'], Software['cves']]
): Software {
  return { on, vendor, name, versions, cves };
}

/** What vulnerability management knows now: software, its weaknesses, and settings, by machine. */
export function reportVulnerabilities(office: Office, devices: readonly Device[], random: Random): void {
  describeWeaknesses(office, random);
  for (const device of devices) {
    for (const installed of SOFTWARE.filter(({ on }) => on === device.system)) {
      reportSoftware(office, device, installed, random);
    }
    const at = (random.next() * 0.9 + 0.05) * 80_000_000;
    for (const { id, category, impact } of SETTINGS) {
      office.add('DeviceTvmSecureConfigurationAssessment', at, {
        DeviceId: device.deviceId,
        DeviceName: device.name,
        OSPlatform: device.platform.name,
        ConfigurationId: id,
        ConfigurationCategory: category,
        ConfigurationSubcategory: category === 'OS' ? 'Network' : 'Antivirus',
        ConfigurationImpact: impact,
        IsCompliant: random.chance(0.88),
        IsApplicable: device.system === 'windows',
        IsExpectedUserImpact: false,
      });
    }
  }
}

function reportSoftware(office: Office, device: Device, { vendor, name, versions, cves }: Software, random: Random) {
  const newest = random.chance(0.6);
  const SoftwareVersion = newest ? versions[0]! : versions[versions.length - 1]!;
  const common = {
    DeviceId: device.deviceId,
    DeviceName: device.name,
    OSPlatform: device.platform.name,
    OSVersion: device.platform.version,
    OSArchitecture: 'x64',
    SoftwareVendor: vendor,
    SoftwareName: name,
    SoftwareVersion,
  };
  office.state('DeviceTvmSoftwareInventory', {
    ...common,
    ProductCodeCpe: `cpe:2.3:a:${vendor}:${name}:${SoftwareVersion}`,
  });
  for (const [CveId, VulnerabilitySeverityLevel] of newest ? [] : cves) {
    office.state('DeviceTvmSoftwareVulnerabilities', {
      ...common,
      CveId,
      VulnerabilitySeverityLevel,
      RecommendedSecurityUpdate: `${name} ${versions[0]}`,
      AadDeviceId: device.aadDeviceId,
    });
  }
}

function describeWeaknesses(office: Office, random: Random): void {
  const cves = new Map(SOFTWARE.flatMap(({ name, cves: all }) => all.map((cve) => [cve[0], { name, cve }] as const)));
  for (const { name, cve } of cves.values()) {
    const [CveId, VulnerabilitySeverityLevel, CvssScore, IsExploitAvailable] = cve;
    office.state('DeviceTvmSoftwareVulnerabilitiesKB', {
      CveId,
      CvssScore,
      IsExploitAvailable,
      VulnerabilitySeverityLevel,
      PublishedDate: office.ticks(-random.int(20, 90) * 86_400_000),
      LastModifiedTime: office.ticks(-random.int(1, 19) * 86_400_000),
      VulnerabilityDescription: `A flaw in ${name} lets an attacker run code or read memory.`,
      AffectedSoftware: JSON.stringify([name]),
      CveSupportability: 'Supported',
      EpssScore: IsExploitAvailable ? 0.71 : 0.02,
    });
  }
  for (const { id, name, category, impact } of SETTINGS) {
    office.state('DeviceTvmSecureConfigurationAssessmentKB', {
      ConfigurationId: id,
      ConfigurationImpact: impact,
      ConfigurationName: name,
      ConfigurationDescription: `${name}.`,
      RiskDescription: 'A machine without it is easier to take over.',
      ConfigurationCategory: category,
      RemediationOptions: 'Set it by policy.',
    });
  }
}
