import { DataSourceTestFailed, DataSourceTestSucceeded } from '@grafana/data';
import { getAppEvents, getBackendSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';

/** One rung of "Save & test", as `pkg/plugin/health.go` tells it. */
export interface Step {
  name: string;
  ok: boolean;
  message: string;
}

/**
 * The rungs that Grafana's last "Save & test" climbed, and a function that forgets them. Grafana shows one sentence of a
 * check that passed and the details of one that failed only; it tells the page that it has checked, though, and the
 * backend has kept the result, so that asking again calls nobody.
 */
export function useLadder(uid: string): [Step[] | undefined, () => void] {
  const [steps, setSteps] = useState<Step[]>();
  useEffect(() => {
    let asked = 0;
    const ask = () => {
      const mine = ++asked;
      healthOf(uid).then((answer) => mine === asked && setSteps(readSteps(answer)));
    };
    const events = getAppEvents?.();
    const told = [DataSourceTestSucceeded, DataSourceTestFailed].map((event) =>
      events?.getStream(event).subscribe({ next: ask })
    );
    return () => {
      asked = -1;
      told.forEach((subscription) => subscription?.unsubscribe());
    };
  }, [uid]);
  return [steps, () => setSteps(undefined)];
}

/** The check's answer, of a check that failed too: Grafana sends that with an error's status. */
async function healthOf(uid: string): Promise<unknown> {
  try {
    const url = `/api/datasources/uid/${encodeURIComponent(uid)}/health`;
    return await getBackendSrv().get(url, undefined, undefined, { showErrorAlert: false });
  } catch (error) {
    return fields(error).data;
  }
}

/** Undefined for anything but a list of rungs. */
export function readSteps(answer: unknown): Step[] | undefined {
  const { steps } = fields(fields(answer).details);
  const read = (Array.isArray(steps) ? steps : []).flatMap((step: unknown) => {
    const { name, ok, message } = fields(step);
    return typeof name === 'string' && typeof message === 'string' ? [{ name, ok: ok === true, message }] : [];
  });
  return read.length > 0 ? read : undefined;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
