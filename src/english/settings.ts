/** The words of the settings page's report on "Save & test". */
export const LADDER = {
  title: 'What was tested',
  untriedHint: 'Not tried: what stands above has to work first.',
  states: { ok: 'Works', failed: 'Fails', remark: 'Works, with a remark', untried: 'Not tried' },
  names: {
    settings: 'Settings',
    user: 'User',
    network: 'Network',
    'sign-in': 'Sign-in',
    permission: 'Permission',
    hunt: 'Smallest hunt',
    clock: 'Clock',
    quota: 'Quota',
    'end of the API': 'End of the API',
  } as Record<string, string>,
};
