import { EventBusSrv } from '@grafana/data';
import { setAppEvents, setBackendSrv, setTemplateSrv } from '@grafana/runtime';
import { createRoot } from 'react-dom/client';

import { App } from './App';
import { backendSrv } from './grafana/backendSrv';
import { templateSrv } from './grafana/templateSrv';
import { provideMonacoWorkers } from './monaco';
import { fromUrl } from './pageUrl';

const url = fromUrl(new URLSearchParams(window.location.search));

provideMonacoWorkers();
setAppEvents(new EventBusSrv());
setBackendSrv(backendSrv());
setTemplateSrv(templateSrv(url.variables));

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(<App url={url} />);
}
