import amdModule from 'amd-module';

/**
 * Lazy chunks lie beside module.js. Grafana may serve that from a sub-path or a CDN, so its address is asked of the
 * AMD loader and not written into the bundle.
 */
const uri = amdModule?.uri;
__webpack_public_path__ = uri
  ? uri.slice(0, uri.lastIndexOf('/') + 1)
  : 'public/plugins/huntboard-defender-datasource/';
