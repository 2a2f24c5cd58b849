/** https://learn.microsoft.com/defender-xdr/advanced-hunting-fileprofile-function and its neighbor; those that it runs. */
export const BUILT_IN_FUNCTIONS = [
  {
    huntingFunctionId: '1',
    name: 'FileProfile',
    path: '/',
    documentation: 'Adds what is known of a file: prevalence, signer, threat.',
    inputParameters: [
      { name: 'x', cslType: 'string', defaultValue: 'SHA1' },
      { name: 'y', cslType: 'long', defaultValue: '100' },
    ],
    outputColumns: [
      ['GlobalPrevalence', 'Int32'],
      ['GlobalFirstSeen', 'DateTime'],
      ['GlobalLastSeen', 'DateTime'],
      ['Signer', 'String'],
      ['Issuer', 'String'],
      ['SignerHash', 'String'],
      ['IsCertificateValid', 'SByte'],
      ['IsRootSignerMicrosoft', 'SByte'],
      ['SignatureState', 'String'],
      ['IsExecutable', 'SByte'],
      ['ThreatName', 'String'],
      ['Publisher', 'String'],
      ['SoftwareName', 'String'],
      ['ProfileAvailability', 'String'],
    ].map(([name, dataType]) => ({ name, dataType })),
  },
  {
    huntingFunctionId: '2',
    name: 'AssignedIPAddresses',
    path: '/',
    documentation: 'The newest addresses of a device, or those it had at a moment.',
    inputParameters: [
      { name: 'x', cslType: 'string', defaultValue: '' },
      { name: 'y', cslType: 'datetime', defaultValue: 'datetime(null)' },
    ],
    outputColumns: [
      ['Timestamp', 'DateTime'],
      ['IPAddress', 'String'],
      ['IPType', 'String'],
      ['NetworkAdapterType', 'String'],
      ['ConnectedNetworks', 'String'],
    ].map(([name, dataType]) => ({ name, dataType })),
  },
];
