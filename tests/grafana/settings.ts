import { expect, type APIRequestContext } from '@playwright/test';

import { ADMIN } from './dashboard';
import { SOURCE } from './hunt';

const PATH = `/api/datasources/uid/${SOURCE.uid}`;

/** Changes settings of the provisioned data source and returns those before; its secrets stay. */
export async function changeSettings(request: APIRequestContext, changes: object): Promise<object> {
  const stored = await (await request.get(PATH, { headers: ADMIN })).json();
  const data = { ...stored, jsonData: { ...stored.jsonData, ...changes } };
  const saved = await request.put(PATH, { data, headers: ADMIN });
  expect(saved.ok(), await saved.text()).toBe(true);
  return stored.jsonData;
}

/** Does something while the data source has other settings. */
export async function withSettings(
  request: APIRequestContext,
  changes: object,
  work: () => Promise<void>
): Promise<void> {
  const unset = Object.fromEntries(Object.keys(changes).map((name) => [name, undefined]));
  const before = await changeSettings(request, changes);
  try {
    await work();
  } finally {
    await changeSettings(request, { ...unset, ...before });
  }
}
