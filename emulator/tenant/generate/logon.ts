import type { Device } from './devices';

/** A sign-in to a machine, or a failed try at one. */
export interface Logon {
  at: number;
  account: number;
  kind: 'Interactive' | 'RemoteInteractive' | 'Network' | 'Service' | 'Unlock' | 'CachedInteractive';
  from?: Device;
  ip?: string;
  failure?: string;
  protocol?: string;
  isAdmin?: boolean;
}
