const SOURCE = 'https://github.com/huntboard/huntboard-defender-datasource/blob/main/';
const FILES = 'https://raw.githubusercontent.com/huntboard/huntboard-defender-datasource/main/';

/**
 * The README as the plugin's page in Grafana shows it: there is no repository beside it, so its relative links and
 * pictures become addresses. Anchors and addresses stay.
 */
export function catalogReadme(markdown: string): string {
  return markdown.replace(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, picture: string, text: string, target: string) =>
    /^(https?:|mailto:|#)/.test(target) ? whole : `${picture}[${text}](${picture ? FILES : SOURCE}${target})`
  );
}
