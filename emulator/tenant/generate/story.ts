import { type Alert, raise } from './alerts';
import { type Scene, setScene, type Stage } from './storyCast';
import { findCredentials, lookAround, openLure } from './storyEntry';
import { sendLure } from './storyMail';
import { moveOn } from './storySpread';
import { carryOut } from './storyTheft';

/**
 * The attack that runs through most tables, within the last 20 hours: a mail with a macro, encoded PowerShell,
 * discovery, a dump of lsass, PsExec and WMI to two servers, and a folder of finance that leaves the company. Each step
 * starts from what the one before left behind, and alerts point to those very rows.
 */
export function tellStory(stage: Stage): Scene {
  const scene = setScene(stage);
  const mail = sendLure(scene);
  const entry = openLure(scene);
  const alerts: Alert[] = [
    ...mail.alerts,
    ...entry.alerts,
    ...lookAround(scene, entry.shell),
    ...findCredentials(scene, entry.shell),
    ...moveOn(scene, entry.shell),
    ...carryOut(scene),
  ];
  alerts.forEach((alert) => raise(scene.office, alert, scene.random));
  return scene;
}
