import type { Cloud } from '../settings';

interface CloudFacts {
  label: string;
  /** Where its administrators register apps; undefined where no address is documented. */
  adminCenter?: string;
  caution?: string;
}

export const CLOUD_FACTS: Record<Cloud, CloudFacts> = {
  commercial: { label: 'Commercial', adminCenter: 'https://entra.microsoft.com' },
  gcc: { label: 'GCC', adminCenter: 'https://entra.microsoft.com' },
  gccHigh: { label: 'GCC High', adminCenter: 'https://entra.microsoft.us' },
  dod: { label: 'DoD', adminCenter: 'https://entra.microsoft.us' },
  china: {
    label: 'China (21Vianet)',
    caution:
      'Microsoft’s newer documents no longer list hunting over Graph for this cloud. "Save & test" tells what the service answers.',
  },
};
