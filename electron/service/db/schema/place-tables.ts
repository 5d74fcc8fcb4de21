import type { ColumnType, Generated } from 'kysely';
import type { FacilityState } from '#shared/facilities/facility.ts';
import type { SchoolStage } from '#shared/registry/stage.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import type { Flag } from './flag.ts';

/** Places as lists bring them and people draw them. Geometry columns hold GeoJSON text in WGS84. */
export interface PlaceTables {
  schools: {
    id: Generated<number>;
    name: string;
    stage: SchoolStage;
    schoolCode: string;
    address: string;
    phone: string;
    openedOn: string | null;
    lng: number | null;
    lat: number | null;
    positionSource: PositionSource | null;
    boundary: string | null;
    boundarySource: PositionSource | null;
  } & Editable &
    Identified;
  gates: {
    id: Generated<number>;
    schoolId: number;
    name: string;
    isMain: Flag;
    lng: number;
    lat: number;
    positionSource: PositionSource;
    /** The road front drawn by hand, JSON of `Frontage`; null where the road decides. */
    frontage: string | null;
    /** The band drawn by hand, JSON of `DrawnBand`; null where it is computed. */
    band: string | null;
  } & Editable &
    Identified;
  venues: {
    id: Generated<number>;
    name: string;
    uscc: string;
    regNo: string;
    category: string;
    categoryScore: number;
    categoryReason: string;
    /** Ids of what it could be as well, the likeliest first, between semicolons. */
    categorySuggested: string;
    /** What it is beside its category, JSON of `FurtherKind`; null where it is of one kind. */
    furtherKinds: Generated<string | null>;
    listedCategory: string;
    industryCode: string;
    scope: string;
    address: string;
    legalPerson: string;
    phone: string;
    status: string;
    establishedOn: string | null;
    lng: number | null;
    lat: number | null;
    positionSource: PositionSource | null;
    /**
     * The batch from which this row was missing, although the earlier list of that source had it; null where it is not
     * missing.
     */
    vanishedIn: number | null;
  } & Editable &
    Identified;
  facilities: {
    id: Generated<number>;
    kind: string;
    name: string;
    lng: number;
    lat: number;
    /** Lists of the first versions stored words of their own: `readFacilityState` reads them. */
    state: ColumnType<string, FacilityState, FacilityState>;
    /** GeoJSON of a line or an area; null for a point. */
    geometry: Generated<string | null>;
    /** Who answers for it. */
    body: Generated<string>;
    checkedOn: Generated<string | null>;
    note: Generated<string>;
  } & Editable &
    Identified;
  roads: { id: Generated<number>; name: string; class: string; width: number; geometry: string } & Editable;
  regions: {
    id: Generated<number>;
    name: string;
    level: string;
    geometry: string;
    /** Its administrative code, six to twelve digits; empty where no list gave one. */
    code: Generated<string>;
  } & Editable;
  /** A standard address table that places without a position are found in. */
  addresses: {
    id: Generated<number>;
    address: string;
    /** The address as addresses are compared. */
    key: string;
    lng: number;
    lat: number;
    positionSource: PositionSource;
  } & Imported;
}

/** A row that travels has an identity of its own, beside its number, which other databases give as well. */
export interface Identified {
  uid: string;
}

/** What every imported row keeps of where it came from. */
interface Imported {
  /** What rows of one source are matched by: credit code, else name and address. */
  identity: string;
  /** Hash of the row as last imported; equal means unchanged. */
  contentHash: string;
  batchId: number | null;
}

/** What can also be changed by hand; `held` lists the columns that a list no longer overwrites, as JSON. */
interface Editable extends Imported {
  held: Generated<string>;
}
