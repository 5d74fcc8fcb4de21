import { linkTo, type Route, readRoute } from './routes.ts';

/** The system opens the desktop application for such links; anywhere the search box opens them. */
const SCHEME = 'xueantu://open/';

export interface SharedLink {
  /** The name of the workspace in which the link was made: numbers of rows mean something else in another. */
  readonly workspace: string;
  readonly route: Route;
}

/** A link to what a workspace shows, to be sent to a colleague or kept in a document. */
export function writeSharedLink({ workspace, route }: SharedLink): string {
  return `${SCHEME}${encodeURIComponent(workspace)}${linkTo(route).slice(1)}`;
}

/** What a link means; null where a text is no such link, or not a whole one. */
export function readSharedLink(text: string): SharedLink | null {
  const trimmed = text.trim();
  if (!isSharedLink(trimmed)) return null;
  const [name = '', ...path] = trimmed.slice(SCHEME.length).split('/');
  const route = path.join('') === '' ? null : readRoute(`/${path.join('/')}`);
  if (!route || route.name === 'link') return null;
  try {
    return { workspace: decodeURIComponent(name), route };
  } catch {
    return null;
  }
}

export function isSharedLink(text: string): boolean {
  return text.trim().toLowerCase().startsWith(SCHEME);
}
