import * as emotion from '@emotion/css';
import * as data from '@grafana/data';
import * as runtime from '@grafana/runtime';
import * as ui from '@grafana/ui';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as ReactDOM from 'react-dom';
import * as rxjs from 'rxjs';

import type { SHARED_MODULES } from '../../../build/sharedModules';

type Name = (typeof SHARED_MODULES)[number];

/** Modules whose AMD importers get `default` itself, as in Grafana. */
const asDefault = <T extends object>(module: T) => ({ ...module, __useDefault: true });

/**
 * The real modules that Grafana hands to a plugin, by the name the plugin imports. The page itself runs on the same
 * copies: a second React or a second @grafana/runtime would not see what the page sets.
 */
export const SHARED: Record<Name, () => Promise<object>> = {
  '@emotion/css': async () => emotion,
  '@emotion/react': () => import('@emotion/react'),
  '@grafana/data': async () => data,
  '@grafana/data/unstable': () => import('@grafana/data/unstable'),
  '@grafana/runtime': async () => runtime,
  '@grafana/runtime/unstable': () => import('@grafana/runtime/unstable'),
  '@grafana/ui': async () => ui,
  '@grafana/ui/unstable': () => import('@grafana/ui/unstable'),
  d3: () => import('d3'),
  i18next: () => import('i18next'),
  lodash: async () => asDefault(await import('lodash')),
  moment: async () => asDefault(await import('moment')),
  prismjs: () => import('prismjs'),
  react: async () => React,
  'react-dom': async () => ReactDOM,
  'react-inlinesvg': () => import('react-inlinesvg'),
  'react-redux': () => import('react-redux'),
  'react-router': () => import('react-router-dom-v5-compat'),
  'react-router-dom': () => import('react-router-dom'),
  'react/jsx-dev-runtime': () => import('react/jsx-dev-runtime'),
  'react/jsx-runtime': async () => jsxRuntime,
  redux: () => import('redux'),
  rxjs: async () => rxjs,
  'rxjs/operators': () => import('rxjs/operators'),
};
