import type { DocumentAbout, DrawnPicture } from '#shared/contract/documents.ts';
import type { DocumentPicture } from '#shared/forms/document-template.ts';
import { client } from '../../../client/client.ts';
import { drawDistrict } from './district-picture.ts';
import { drawGates } from './gates-picture.ts';
import { handOver } from './hand-over.ts';
import type { PaperPicture } from './paper-pen.ts';
import { drawSite } from './site-picture.ts';
import { drawTrend } from './trend-picture.ts';

export interface Drawn extends PaperPicture {
  readonly picture: DocumentPicture;
}

/** Draws the pictures that a document over some days or about a school asks for; what has no place is left out. */
export async function drawFor(wanted: readonly DocumentPicture[], about: DocumentAbout): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const [picture, draw] of drawersOf(about)) {
    const ready = wanted.includes(picture) ? await draw() : null;
    if (ready) drawn.push({ picture, ...ready });
  }
  return drawn;
}

/** Draws the pictures and hands them to the service. */
export async function drawPictures(
  wanted: readonly DocumentPicture[],
  about: DocumentAbout,
): Promise<DrawnPicture[]> {
  const pictures: DrawnPicture[] = [];
  for (const { picture, url, width, height } of await drawFor(wanted, about))
    pictures.push({ picture, token: await handOver(url, `${picture}.png`), width, height });
  return pictures;
}

/** The pictures that there are of what a document is about. */
function drawersOf(
  about: DocumentAbout,
): (readonly [picture: DocumentPicture, draw: () => Promise<PaperPicture | null>])[] {
  switch (about.kind) {
    case 'span': {
      const { from, to } = about;
      return [
        ['trend', () => drawTrend({ until: to })],
        ['map', async () => drawDistrict(await client.call('documents.spots', { from, to }))],
      ];
    }
    case 'school':
      return [
        ['trend', () => drawTrend({ schoolId: about.id })],
        ['site', () => drawSite(about.id)],
        ['gates', () => drawGates(about.id)],
      ];
    case 'visit':
    case 'hazard':
    case 'venue':
    case 'licence':
      return [];
  }
}
