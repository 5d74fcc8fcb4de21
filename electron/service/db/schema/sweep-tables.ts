import type { Generated } from 'kysely';
import type { ApprovalState } from '#shared/ledger/approval.ts';
import type { Outcome } from '#shared/ledger/assessment.ts';
import type { HandingEnd, HandingKind } from '#shared/ledger/handing.ts';
import type { HazardLevel, HazardState } from '#shared/ledger/hazard.ts';
import type { ReinspectionResult } from '#shared/ledger/reinspection.ts';
import type { Repeated } from '#shared/ledger/repeated-hazard.ts';
import type { HazardSource } from '#shared/ledger/source.ts';
import type { Obligation } from '#shared/rules/cadence.ts';
import type { FormPlaces } from '#shared/self-checks/check-form.ts';
import type { VisitResult } from '#shared/sweeps/visit-rules.ts';
import type { Flag } from './flag.ts';
import type { Identified } from './place-tables.ts';

/** Sweeps, what was found in them and what became of it. */
export interface SweepTables {
  sweeps: {
    id: Generated<number>;
    title: string;
    period: string;
    coordinator: string;
    agencies: string;
    focusTopics: string;
    createdAt: string;
    startsOn: string;
    endsOn: string;
    /** The taking-part body that leads on the spot. */
    leadBody: Generated<string>;
    /** Where teams set out. */
    startName: Generated<string>;
    startLng: Generated<number | null>;
    startLat: Generated<number | null>;
    /** How targets were chosen last, JSON of `TargetOptions`; how officers were drawn, JSON of the seed and the list. */
    selection: Generated<string | null>;
    lot: Generated<string | null>;
    /** Its own limits of visits to a venue, JSON of `VisitCaps`; null where those of the pack hold. */
    caps: Generated<string | null>;
  };
  officers: {
    id: Generated<number>;
    name: string;
    certificate: string;
    agency: string;
    active: Generated<Flag>;
    phone: Generated<string>;
    /** The last day on which the certificate counts; null where nobody said. */
    validUntil: Generated<string | null>;
    /** Days on which somebody is away, JSON of `Leave`. */
    leaves: Generated<string>;
    /** The day on which somebody was taken off the list: who it was stays on record. */
    removedOn: Generated<string | null>;
    /** Somebody entered the certificate for itself; it did not only come along with a record. */
    confirmed: Generated<Flag>;
  };
  teams: {
    id: Generated<number>;
    sweepId: number;
    name: string;
    days: number;
    from: string;
    until: string;
    byHand: Generated<Flag>;
    /** When it goes and on which days, JSON of `TeamCalendar`; null where its days have no dates. */
    calendar: Generated<string | null>;
  };
  /** Check forms that went out together; `placeIds` is JSON of who was given one. */
  checkRounds: {
    id: Generated<number>;
    uid: string;
    title: string;
    of: FormPlaces;
    placeIds: string;
    dueOn: string | null;
    madeAt: string;
  };
  /** A form that came back; `answers` is JSON by point, and what it told of hazards came with the batch. */
  selfChecks: {
    id: Generated<number>;
    roundId: number;
    batchId: number;
    /** The form's own number, and the school or region that it is of. */
    number: string;
    placeId: number;
    filledOn: string;
    filledBy: string;
    phone: string;
    answers: string;
    faults: number;
    hazards: number;
    fileName: string;
    fileHash: string;
    readAt: string;
  };
  /** A plan of tasks for a year, as a document asks for it; `phases` is JSON of `CampaignPhase`. */
  campaigns: {
    id: Generated<number>;
    title: string;
    pack: string;
    document: string;
    year: number;
    phases: string;
    createdAt: string;
  };
  /** What is to be done by a plan; days are null where nobody said any. */
  campaignTasks: {
    id: Generated<number>;
    campaignId: number;
    phase: string;
    title: string;
    kind: Obligation['kind'];
    body: string;
    helping: string;
    startsOn: string | null;
    dueOn: string | null;
    /** Where the document says it, and its sentence; empty for what the office added. */
    article: string;
    excerpt: string;
    note: Generated<string>;
    doneOn: string | null;
    doneBy: Generated<string>;
  };
  /** Holidays and worked weekends that the office gave, by the year of their notice. */
  calendarDays: { id: Generated<number>; year: number; day: string; kind: 'off' | 'work'; title: string };
  members: { id: Generated<number>; teamId: number; name: string; certificate: string; agency: string };
  stops: {
    id: Generated<number>;
    sweepId: number;
    /** Null where the stop is at a school itself. */
    venueId: number | null;
    schoolId: number | null;
    reason: string;
    addedAt: string;
    /** Whose stop it is, on which of the team's days and at which place of it, from 0. */
    teamId: Generated<number | null>;
    day: Generated<number>;
    place: Generated<number>;
    /** Stays with its team whatever is planned. */
    locked: Generated<Flag>;
    /** Why planning left it without a team. */
    leftOut: Generated<string>;
    /** Why nobody goes there any more: its place is gone. Empty where it is to be visited. */
    skipped: Generated<string>;
    /** Why it is visited although its venue has had as many visits as it may have; empty where it is not. */
    capReason: Generated<string>;
    /** Why it is visited apart from the tasks of other sweeps at its venue; empty where it goes along with them. */
    apart: Generated<string>;
  } & Identified;
  visits: {
    id: Generated<number>;
    stopId: number;
    venueId: number | null;
    schoolId: number | null;
    startedAt: string;
    endedAt: string;
    officers: string;
    result: VisitResult;
    facts: string;
    measuredDistance: number | null;
    measures: string;
    partyView: string;
    capReason: string;
    recordedAt: string;
    /** Answers by point of the checklist, JSON. */
    checklist: Generated<string>;
    /** The two ends of the measured distance, and with what it was measured. */
    measuredFrom: Generated<string>;
    measuredTo: Generated<string>;
    instrument: Generated<string>;
    /** Documents issued on the spot. */
    documents: Generated<string>;
    nextOn: Generated<string | null>;
    /** What was put right later, with what was said before, JSON of `VisitCorrection`. */
    corrections: Generated<string>;
  } & Identified;
  hazards: {
    id: Generated<number>;
    code: string;
    /** The visit that found it; null where none did. */
    visitId: number | null;
    venueId: number | null;
    schoolId: number | null;
    kind: string;
    level: HazardLevel;
    description: string;
    state: HazardState;
    responsibleBody: string;
    responsiblePerson: string;
    foundOn: string;
    dueOn: string | null;
    closedOn: string | null;
    basis: Generated<string>;
    /** What was said of each of the pack's 五落实, JSON. */
    fiveItems: Generated<string>;
    /** 责任主体, and the 配合部门 with 、 between them. */
    subject: Generated<string>;
    helpingBodies: Generated<string>;
    /** 临时强化防范措施, until it is closed. */
    temporaryMeasures: Generated<string>;
    outcome: Generated<Outcome | null>;
    meetingOn: Generated<string | null>;
    reportedTo: Generated<string>;
    /** The earlier hazard that it repeats, and by what: `Repeated`. */
    repeats: Generated<number | null>;
    repeatedBy: Generated<Repeated | null>;
    /** The gate and the requirement whose gap it is. */
    gateId: Generated<number | null>;
    requirementId: Generated<string | null>;
    /** Why it was voided; and the hazard that it was merged into, of the same place. */
    voidReason: Generated<string>;
    mergedInto: Generated<number | null>;
    /** Where it comes from, who said it on which day, by which number of theirs; and where, in words. */
    source: Generated<HazardSource>;
    sourceNumber: Generated<string>;
    saidBy: Generated<string>;
    saidOn: Generated<string | null>;
    placeText: Generated<string>;
    /** The body whose people registered it; empty where that is not known. */
    registrar: Generated<string>;
    /** It was registered as a 线索: said, and to be verified. By whom it was, on which day, and what was found. */
    lead: Generated<Flag>;
    verifiedOn: Generated<string | null>;
    verifiedBy: Generated<string>;
    verification: Generated<string>;
    /** The list that brought it, and by what it was named there; see `places` that lists bring. */
    batchId: Generated<number | null>;
    identity: Generated<string>;
    contentHash: Generated<string>;
  } & Identified;
  hazardEvents: {
    id: Generated<number>;
    hazardId: number;
    at: string;
    actor: string;
    action: string;
    fromState: HazardState | '';
    toState: HazardState;
    note: string;
    visitId: number | null;
    /** The re-inspection that it was, or that proves it. */
    reinspectionId: Generated<number | null>;
  } & Identified;
  /** 复查: what somebody found who looked whether a hazard is put right. */
  reinspections: {
    id: Generated<number>;
    hazardId: number;
    /** The visit that it was, where it was recorded as one once. */
    visitId: number | null;
    startedAt: string;
    endedAt: string;
    officers: string;
    result: ReinspectionResult;
    facts: string;
    recordedAt: string;
  } & Identified;
  /** 挂牌督办; one that stands has no day on which it was taken off. */
  supervisions: {
    id: Generated<number>;
    hazardId: number;
    number: string;
    level: string;
    body: string;
    leader: string;
    requirement: string;
    listedOn: string;
    dueOn: string;
    progress: Generated<string>;
    acceptance: Generated<string>;
    delistedOn: string | null;
  } & Identified;
  /** 联席会: when it was, who was there; `agenda` is JSON of its items. What it decided are `handings`. */
  meetings: {
    id: Generated<number>;
    title: string;
    heldOn: string;
    place: Generated<string>;
    chair: Generated<string>;
    recorder: Generated<string>;
    attendees: Generated<string>;
    agenda: Generated<string>;
    savedAt: string;
    savedBy: string;
  };
  /**
   * What was handed to a body, see `shared/ledger/handing.ts`; each body has a row of its own. `eventId` is the step of
   * the hazard that it was, where it was one; `about` what is urged; `ended` says how it ended, with `answer` in words.
   * What is about no hazard says its place by `venueId`, `schoolId` and `placeText`.
   */
  handings: {
    id: Generated<number>;
    uid: string;
    kind: HandingKind;
    hazardId: number | null;
    venueId: Generated<number | null>;
    schoolId: Generated<number | null>;
    placeText: Generated<string>;
    meetingId: Generated<number | null>;
    about: Generated<number | null>;
    eventId: Generated<number | null>;
    matter: Generated<string>;
    fromBody: Generated<string>;
    fromPerson: Generated<string>;
    toBody: string;
    toPerson: Generated<string>;
    handedAt: string;
    handedBy: string;
    dueAt: Generated<string | null>;
    receivedAt: Generated<string | null>;
    receivedBy: Generated<string>;
    answer: Generated<string>;
    endedAt: Generated<string | null>;
    endedBy: Generated<string>;
    ended: Generated<HandingEnd>;
  };
  /** 治安乱点 with the fields of GB/T 31000-2015; `lng` and `lat` are a place in it. How it stands follows from its days. */
  troubleSpots: {
    id: Generated<number>;
    name: string;
    problem: Generated<string>;
    areaKind: Generated<string>;
    rangeText: Generated<string>;
    geometry: string;
    lng: number;
    lat: number;
    leadBody: Generated<string>;
    joinBodies: Generated<string>;
    leadPerson: Generated<string>;
    phone: Generated<string>;
    foundOn: string;
    dueOn: string | null;
    grade: Generated<string>;
    listedOn: string | null;
    delistedOn: string | null;
    settledOn: string | null;
    criminalCases: number | null;
    publicOrderCases: number | null;
    progress: Generated<string>;
    evaluation: Generated<string>;
    note: Generated<string>;
  };
  /** Hazards and visits that people put to a 治安乱点, wherever they lie: of each row one is named. */
  troubleSpotRecords: {
    id: Generated<number>;
    spotId: number;
    hazardId: number | null;
    visitId: number | null;
  };
  /** Hazards drawn by sample to be looked at again. */
  rechecks: {
    id: Generated<number>;
    hazardId: number;
    drawnOn: string;
    seed: number;
    share: number;
    checkedOn: string | null;
    passed: Flag | null;
    officers: Generated<string>;
    note: Generated<string>;
  };
  /**
   * What somebody asked to be approved: a command with its input (JSON). `basis` is JSON of how the hazard stood then,
   * empty where it is about none; names are those by which people sign in.
   */
  approvals: {
    id: Generated<number>;
    command: string;
    input: string;
    hazardId: number | null;
    title: string;
    summary: string;
    basis: string;
    askerName: string;
    asker: string;
    askedAt: string;
    state: ApprovalState;
    deciderName: Generated<string>;
    decider: Generated<string>;
    decidedAt: string | null;
    note: Generated<string>;
  };
  /** Field packets that left; `about` is JSON of `PacketAbout`. */
  packets: {
    id: Generated<number>;
    code: string;
    sweepId: number;
    about: string;
    returnedAt: string | null;
    /** Made before rows had identities: what it took along is known by number. */
    numbered: Generated<Flag>;
  };
  /**
   * Rows that a packet took along (`copy` is empty) or that an unpacked copy of it brought: which they are here, and how
   * they last came or went, JSON.
   */
  packetRows: { packetId: number; copy: string; table: string; uid: string; rowId: number; content: string };
  /** How far a copy of a packet had got when the latest file of it came: the entries of its trail. */
  packetCopies: { packetId: number; copy: string; step: number };
}
