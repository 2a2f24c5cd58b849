// cspell:words serviceaccount
/** The emulator's one tenant and the one app registered in it. Fixed and documented: they protect nothing. */
export const REGISTRATION = {
  tenantId: '5f0a1c7e-3b2d-4e8f-9a61-0c4d7e2b8f13',
  clientId: 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68',
  clientSecret: 'emulator-secret-not-for-production',
  /** Object id of the app's service principal, the token's `oid` and `sub`. */
  principalId: '3d94f6b1-7c08-4a52-b6e3-2f1a9d8c5e70',
  /** The user in whose name delegated tokens are made unless another is named. */
  user: { objectId: '8a1f4c20-55d7-4e0b-9c3a-6b7e2d9f1043', name: 'analyst@brightharbor.example' },
  /** The federated credential: which service account of which cluster may sign in as the app. */
  federated: {
    issuer: 'https://cluster.brightharbor.example/',
    subject: 'system:serviceaccount:grafana:grafana',
    audience: 'api://AzureADTokenExchange',
  },
} as const;
