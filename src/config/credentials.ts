import type { CurrentUser, ServiceCredentials } from '../settings';

import { type Options, withCredentials } from './change';
import type { SectionProps } from './section';

/** Fields of one identity, wherever it is stored: as the data source's own, or as the user's stand-in. */
export interface CredentialsProps<C extends ServiceCredentials = ServiceCredentials> extends SectionProps {
  credentials: C;
  /** The options with other credentials in that place. */
  place: (credentials: ServiceCredentials) => Options;
}

export function ownPlace(options: Options) {
  return (credentials: ServiceCredentials) => withCredentials(options, credentials);
}

export function standInPlace(options: Options, user: CurrentUser) {
  return (serviceCredentials: ServiceCredentials) => withCredentials(options, { ...user, serviceCredentials });
}
