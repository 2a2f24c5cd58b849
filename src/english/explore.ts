/** The words of what the plugin adds to Explore. */
export const EXPLORE = {
  volume: 'Logs volume',
  volumeHint:
    'Counts all events of the range over time. Each run costs one more call of the tenant’s quota, so it is off until ' +
    'you choose it, for you in this browser. Off, Grafana counts the lines that were loaded',
  volumeOff: 'Off',
  volumeBySeverity: 'By severity',
  volumeByAction: 'By action',
  noVolume: (reason: string) => `Logs volume: ${reason}`,
  events: 'events',
  noAction: '(none)',
  noSubject:
    'This line names no device, account, mailbox or cloud app, so that there is nothing to look around for. Keep such a ' +
    'column in project, or hunt by time.',
  contextFailed: 'The events around this line could not be read. Try again.',
  around: 'Events of',
  aroundHint: 'What the line is about; each event around it names the same',
  holding: 'Holding',
  holdingHint: 'Only events that have this term in some column. Each change costs calls of the tenant’s quota',
  any: 'any term',
  window: 'Within',
  windowHint: 'How far to look at first. It grows up to a day where nothing is found',
  subjects: { device: 'Device', account: 'Account', mailbox: 'Mailbox', app: 'Cloud app' },
  minutes: (minutes: number) => (minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${minutes / 60} h` : '1 day'),
};

/** The words of hunts that the backend writes. */
export const TARGET = {
  titles: { go: 'Go hunt', process: 'Process tree', incident: 'Alert graph' },
  written: 'The KQL of the last run',
  writtenPart: (title: string) => `The KQL of the last run: ${title}`,
  notRun: 'Run the query to see its KQL.',
  takeOver: 'Take over as text',
  takePartOver: (title: string) => `Take over as text: ${title}`,
  takeOverHint: 'Makes the KQL of the last run a query of your own, which you can change',
  fields: {
    entity: {
      label: 'Kind',
      hint: 'What the value names: device, deviceName, userUpn, userObjectId, userSid, file, ip, url, email, alert or cve',
      placeholder: 'device',
    },
    value: {
      label: 'Value',
      hint: 'What to hunt for, as a cell has it. It is data: no quotes needed',
      placeholder: '',
    },
    deviceId: { label: 'Device ID', hint: 'The DeviceId of the row that names the process', placeholder: '' },
    processId: {
      label: 'Process ID',
      hint: 'Ids are used again, so that the creation is needed, too',
      placeholder: '',
    },
    created: {
      label: 'Created',
      hint: 'When the process was created, in UTC, with milliseconds where the row has them',
      placeholder: '2026-01-31 12:00:00.123',
    },
    alertId: { label: 'Alert ID', hint: 'The AlertId of AlertInfo or AlertEvidence', placeholder: '' },
  },
  hours: 'Hours around',
  hoursHint: 'How far before and after the time of the row to look',
  edges: 'Also show',
  edgesHint: 'What the process and its descendants did; all kinds together are one more hunt',
  edgeNames: { network: 'Network', file: 'Files', registry: 'Registry' },
  depth: 'Most generations',
  depthHint: 'Of ancestors, and of descendants, of the process; 10 each unless said',
  nodes: 'Most nodes',
  nodesHint: 'Nodes of the graph; what is left out is told in a notice',
};
