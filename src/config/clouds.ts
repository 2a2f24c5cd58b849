import type { Cloud } from '../settings';

interface CloudFacts {
  label: string;
  /** Where its administrators register apps: https://learn.microsoft.com/entra/fundamentals/faq (2026-08). */
  adminCenter: string;
}

export const CLOUD_FACTS: Record<Cloud, CloudFacts> = {
  commercial: { label: 'Commercial', adminCenter: 'https://entra.microsoft.com' },
  gcc: { label: 'GCC', adminCenter: 'https://entra.microsoft.com' },
  gccHigh: { label: 'GCC High', adminCenter: 'https://entra.microsoft.us' },
  dod: { label: 'DoD', adminCenter: 'https://entra.microsoft.us' },
  china: { label: 'China (21Vianet)', adminCenter: 'https://entra.microsoftonline.cn' },
};

const APPS = '/#view/Microsoft_AAD_RegisteredApps';

/** The admin center's pages for a client id, or its list of apps before there is one. */
export function adminPages(cloud: Cloud, clientId: string | undefined) {
  const { adminCenter } = CLOUD_FACTS[cloud];
  const apps = `${adminCenter}${APPS}/ApplicationsListBlade`;
  const page = (name: string) =>
    clientId
      ? `${adminCenter}${APPS}/ApplicationMenuBlade/~/${name}/appId/${encodeURIComponent(clientId)}/isMSAApp~/false`
      : apps;
  return { apps, permissions: page('CallAnAPI'), credentials: page('Credentials') };
}
