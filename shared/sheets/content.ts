import type { LngLat, LngLatBounds } from '../geodesy/units.ts';
import type { Severity } from '../zones/verdict.ts';

/** What one sheet is to show, in WGS84; whoever gathers it knows the workspace, whoever draws it does not. */
export interface SheetContent {
  readonly title: string;
  readonly subtitle: string;
  /** The ground that the map must show. */
  readonly bounds: LngLatBounds;
  readonly layers: SheetLayers;
  /** Filled tables by their names. The one of `comments` stands on pages of its own behind any sheet. */
  readonly tables: Readonly<Record<string, SheetTable>>;
  /** What texts of the template may name, beside what the sheet itself knows. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whether there is nothing on it that its kind is for; an atlas leaves such pages out. */
  readonly empty: boolean;
  /** The place that a detail frame enlarges. */
  readonly detail: LngLat | null;
  /** What the small map of the surroundings shows; the sheet's own frame is added to it. */
  readonly overview: { readonly bounds: LngLatBounds; readonly layers: SheetLayers } | null;
}

export interface SheetLayers {
  readonly regions: readonly {
    readonly name: string;
    readonly geometry: GeoJSON.Geometry;
    /** What the sheet is about, and not a neighbour. */
    readonly own: boolean;
    /** The edge of the whole district. */
    readonly district?: boolean;
  }[];
  /** Safety zones; distance in metres for the legend. */
  readonly zones: readonly {
    readonly geometry: GeoJSON.Geometry;
    readonly own: boolean;
    /** Drawn about a point that stands for the campus: where it ends is to be found out. */
    readonly byPoint?: boolean;
  }[];
  readonly campuses: readonly { readonly geometry: GeoJSON.Geometry; readonly own: boolean }[];
  readonly gateZones: readonly GeoJSON.Geometry[];
  readonly gates: readonly { readonly position: LngLat; readonly name: string; readonly own: boolean }[];
  readonly schools: readonly {
    readonly name: string;
    readonly position: LngLat;
    readonly campus: boolean;
    readonly own: boolean;
    readonly anchor: string;
    /** Its number in the sheet's list of schools, for where its name finds no room; null where it is in none. */
    readonly number: number | null;
  }[];
  readonly venues: readonly SheetVenue[];
  readonly facilities: readonly SheetFacility[];
  readonly routes: readonly {
    readonly line: readonly LngLat[];
    readonly name: string;
    readonly tone: number;
  }[];
  readonly stops: readonly { readonly position: LngLat; readonly number: string; readonly tone: number }[];
  readonly measures: readonly {
    readonly line: readonly LngLat[];
    readonly label: string;
    /** Measured by officers, and not by the engine. */
    readonly surveyed: boolean;
  }[];
  /** Comments on spots, with their numbers in the list of them. */
  readonly pins: readonly { readonly position: LngLat; readonly number: string }[];
  /** Frames of other pages, on an overview. */
  readonly pages: readonly {
    readonly geometry: GeoJSON.Geometry;
    readonly label: string;
    readonly anchor: string;
    readonly own: boolean;
  }[];
}

export interface SheetVenue {
  readonly position: LngLat;
  readonly severity: Severity;
  /** Its number in the index; null where it is not in it. */
  readonly number: number | null;
  /** Where its distance is measured from; null draws no line. */
  readonly from: LngLat | null;
}

interface SheetFacility {
  readonly geometry: GeoJSON.Geometry;
  readonly position: LngLat;
  readonly label: string;
  readonly state: string;
  readonly faulty: boolean;
}

export interface SheetTable {
  readonly title: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** The text in place of the rows when there are none. */
  readonly none: string;
  /** A line under the table. */
  readonly note?: string;
  /** Its rows are numbered as on the map: pages that it goes on to show the map beside it. */
  readonly onMap?: boolean;
}

interface SheetColumn {
  readonly title: string;
  /** Its share of the width, beside the others'. */
  readonly share: number;
  readonly align?: 'start' | 'middle' | 'end';
}

export interface SheetCell {
  readonly text: string;
  readonly tone?: 'violation' | 'undetermined';
  /** The anchor of the page that it leads to. */
  readonly to?: string;
}

export const noLayers: SheetLayers = {
  regions: [],
  zones: [],
  campuses: [],
  gateZones: [],
  gates: [],
  schools: [],
  venues: [],
  facilities: [],
  routes: [],
  stops: [],
  measures: [],
  pins: [],
  pages: [],
};

/** What the legend says of the zones around schools and at gates. */
export interface ZoneTitles {
  readonly safetyZone: string;
  readonly gateZone: string;
}
