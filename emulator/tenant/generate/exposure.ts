import { createHash } from 'node:crypto';

import { isoFromTicks } from '../../ticks';
import type { Device } from './devices';
import type { Office } from './tableRows';

const idOf = (text: string) => createHash('md5').update(text).digest('hex');

/** Machines, the people they were given to, and who can sign in to what, as a graph. */
export function reportExposure(office: Office, devices: readonly Device[]): void {
  const controllers = devices.filter(({ role }) => role === 'domain controller');
  for (const device of devices) {
    const node = { id: device.deviceId, name: device.name, label: 'device', categories: '["device"]' };
    office.state('ExposureGraphNodes', {
      NodeId: node.id,
      NodeLabel: node.label,
      NodeName: node.name,
      Categories: node.categories,
      NodeProperties: JSON.stringify({ rawData: deviceFacts(device, isoFromTicks(office.end)) }),
      EntityIds: JSON.stringify([{ type: 'DeviceInventoryId', id: device.deviceId }]),
    });
    const { owner } = device;
    if (!owner) {
      continue;
    }
    const user = { id: idOf(owner.objectId), name: owner.upn, label: 'user', categories: '["identity"]' };
    office.state('ExposureGraphNodes', {
      NodeId: user.id,
      NodeLabel: user.label,
      NodeName: user.name,
      Categories: user.categories,
      NodeProperties: JSON.stringify({ rawData: { department: owner.department, isAdmin: owner.admin } }),
      EntityIds: JSON.stringify([{ type: 'AadObjectId', id: owner.objectId }]),
    });
    connect(office, 'has credentials of', node, user);
    for (const controller of owner.admin ? controllers : []) {
      const target = { id: controller.deviceId, name: controller.name, label: 'device', categories: '["device"]' };
      connect(office, 'can authenticate to', user, target);
    }
  }
}

/** What the graph knows of a machine. */
function deviceFacts({ name, role, system, platform, owner }: Device, lastSeen: string): Record<string, unknown> {
  const windows = system === 'windows';
  const workstation = role === 'workstation';
  return {
    deviceName: name,
    deviceRole: role,
    deviceType: workstation ? 'Workstation' : 'Server',
    deviceSubtype: workstation ? 'Workstation' : 'Server',
    deviceCategory: 'Endpoint',
    onboardingStatus: 'Onboarded',
    osPlatform: platform.name,
    osDistribution: platform.distribution,
    osPlatformFriendlyName: windows ? platform.name.replace(/^(Windows(?:Server)?)/, '$1 ') : platform.name,
    osVersionFriendlyName: platform.info,
    azureADJoinType: windows ? (workstation ? 'AAD Joined' : 'Hybrid') : 'None',
    isHybridAzureADJoined: windows && !workstation,
    isCustomerFacing: role === 'web server',
    isExcluded: false,
    exposureScore: owner?.admin || !workstation ? 'Medium' : 'Low',
    lastSeen,
    rdpStatus: { serviceRunning: windows, allowConnections: windows && !workstation },
    remoteServicesInfo: { rdp: { startMode: windows ? 'Manual' : 'Disabled', nlaRequired: windows } },
    highRiskVulnerabilityInsights: {
      maxCvssScore: 8.8,
      vulnerableToRemoteCodeExecution: { maxCvssScore: 8.8, explotabilityLevels: ['ExploitIsPublic'] },
      vulnerableToPrivilegeEscalation: { maxCvssScore: 7.8, explotabilityLevels: [] },
    },
  };
}

interface GraphNode {
  id: string;
  name: string;
  label: string;
  categories: string;
}

function connect(office: Office, label: string, source: GraphNode, target: GraphNode): void {
  office.state('ExposureGraphEdges', {
    EdgeId: idOf(`${source.id} ${label} ${target.id}`),
    EdgeLabel: label,
    SourceNodeId: source.id,
    SourceNodeName: source.name,
    SourceNodeLabel: source.label,
    SourceNodeCategories: source.categories,
    TargetNodeId: target.id,
    TargetNodeName: target.name,
    TargetNodeLabel: target.label,
    TargetNodeCategories: target.categories,
    EdgeProperties: '{}',
  });
}
