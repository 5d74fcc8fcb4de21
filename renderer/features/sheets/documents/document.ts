import type { ReactNode } from 'react';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import { extendBounds } from '#shared/geodesy/units.ts';
import { centreOf, fittingScale, type MapFrame, mapFrame } from '#shared/sheets/map-frame.ts';
import { useService } from '../../../client/queries.ts';
import type { DocumentRoute } from '../../../routes/document-route.ts';
import type { RouteTo } from '../../../routes/routes.ts';
import { type BaseImage, useBaseImage } from '../use-base-image.ts';

/** Map of a document on A4 portrait, millimetres. */
const FRAME = { width: 176, height: 92 } as const;
const MARGIN = 10;

interface PrintedDocument {
  /** Name of the file it is saved as. */
  readonly fileName: string;
  readonly content: ReactNode;
}

export type DocumentState =
  | { readonly document: PrintedDocument }
  | { readonly error: Error }
  | { readonly loading: true; readonly progress?: string };

/** A component that reads the data of one kind of document by its route, and passes them on when complete. */
export type DocumentMaker<Name extends DocumentRoute['name']> = (props: {
  readonly route: RouteTo<Name>;
  readonly children: (state: DocumentState) => ReactNode;
}) => ReactNode;

export interface DocumentMapParts {
  readonly frame: MapFrame;
  readonly base: BaseImage;
}

/** The frame around some places at the largest round scale, with its base map; null while that is drawn. */
export function useDocumentMap(places: readonly LngLat[]): DocumentMapParts | null {
  const basemaps = useService('basemaps.list', {});
  const bounds = places.reduce<LngLatBounds | null>((box, place) => extendBounds(box, place), null);
  const frame =
    bounds &&
    mapFrame(
      centreOf(bounds),
      FRAME.width,
      FRAME.height,
      fittingScale(bounds, FRAME.width, FRAME.height, MARGIN),
    );
  const base = useBaseImage(frame, basemaps.data, frame && `${frame.centre}/${frame.scale}`);
  return frame && base && { frame, base };
}

/** Every position of a geometry. */
export function positionsOf(geometry: GeoJSON.Geometry): LngLat[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf);
  const collect = (part: unknown): LngLat[] => {
    if (!Array.isArray(part)) return [];
    return typeof part[0] === 'number' ? [[part[0], Number(part[1])]] : part.flatMap(collect);
  };
  return collect(geometry.coordinates);
}
