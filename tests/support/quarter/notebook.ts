/** A visit as a clerk with pencil and paper would note it. */
export interface NotedVisit {
  readonly facts: string;
  readonly venueId: number | null;
  readonly schoolId: number | null;
  /** The day on which it began. */
  readonly day: string;
  /** It went on through midnight. */
  readonly isNight: boolean;
  result: string;
  readonly bodies: readonly string[];
}

/** A hazard as it stands, by the words that describe it. */
export interface NotedHazard {
  state: string;
  level: string;
  readonly foundOn: string;
  readonly dueOn: string;
  closedOn: string | null;
}

/**
 * A second bookkeeping of a quarter, as naive as can be: lines that are counted one by one. It knows nothing of the
 * program; what it expects the program has to say.
 */
export class Notebook {
  readonly visits: NotedVisit[] = [];
  readonly hazards = new Map<string, NotedHazard>();
  /** Stops at which somebody has looked, and places that were found gone. */
  readonly done = new Set<number>();

  hazard(description: string): NotedHazard {
    const noted = this.hazards.get(description);
    if (!noted) throw new Error(`nobody noted ${description}`);
    return noted;
  }

  /** Hazards that count: what was voided is none. */
  counted(): NotedHazard[] {
    return [...this.hazards.values()].filter(({ state }) => state !== 'voided');
  }

  /** How many hazards there are in each state. */
  byState(): Record<string, number> {
    const states: Record<string, number> = {};
    for (const { state } of this.counted()) states[state] = (states[state] ?? 0) + 1;
    return states;
  }

  open(): NotedHazard[] {
    return this.counted().filter(({ state }) => state !== 'closed');
  }

  overdue(today: string): number {
    return this.open().filter(({ dueOn }) => dueOn < today).length;
  }

  closed(): number {
    return this.counted().filter(({ state }) => state === 'closed').length;
  }

  /** Schools whose surroundings were looked at by officers of two bodies; `near` are the schools of a venue. */
  swept(near: ReadonlyMap<number, ReadonlySet<number>>): Set<number> {
    const bodies = new Map<number, Set<string>>();
    for (const visit of this.visits) {
      if (visit.result !== '正常' && visit.result !== '发现隐患') continue;
      for (const school of schoolsOf(visit, near))
        for (const body of visit.bodies) bodies.set(school, (bodies.get(school) ?? new Set()).add(body));
    }
    return new Set([...bodies].filter(([, found]) => found.size >= 2).map(([school]) => school));
  }

  /** Schools to which anybody went at all. */
  visited(near: ReadonlyMap<number, ReadonlySet<number>>): Set<number> {
    return new Set(this.visits.flatMap((visit) => [...schoolsOf(visit, near)]));
  }
}

function schoolsOf(
  { venueId, schoolId }: NotedVisit,
  near: ReadonlyMap<number, ReadonlySet<number>>,
): Set<number> {
  const schools = new Set(venueId === null ? [] : near.get(venueId));
  if (schoolId !== null) schools.add(schoolId);
  return schools;
}
