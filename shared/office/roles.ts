import { type Capability, capabilities } from './capabilities.ts';

/** What else has to be said where a role is granted: a body (the person's), regions, or a school. */
type ScopedBy = 'nothing' | 'body' | 'regions' | 'school';

interface Role {
  readonly title: string;
  /** `admin` roles exclude one another and every business role (三员). */
  readonly kind: 'business' | 'admin';
  readonly scopedBy: ScopedBy;
  /** Whether hazards, visits and what belongs to them may be seen at all. */
  readonly ledger: boolean;
  readonly capabilities: readonly Capability[];
}

const own = ['session.self'] as const;
const places = [...own, 'see.basic'] as const;
const ledger = [...places, 'see.ledger'] as const;
const handling = ['ledger.own', 'ledger.rectify'] as const;

const ofAdministrators: readonly Capability[] = ['operate', 'accounts', 'see.signIns', 'see.refused'];
/** The committee coordinates: it neither inspects nor says that something is put right. */
const ofInspectors: readonly Capability[] = [
  'record.visits',
  'record.surveys',
  'ledger.rectify',
  'ledger.close',
];

/** The committee prepares papers and supervision; somebody above it signs. That something is put right it never says. */
const ofSigners: readonly Capability[] = ['approve.closing', 'approve.supervision', 'approve.papers'];

export const roleIds = [
  'coordinator',
  'bodyAdministrator',
  'officer',
  'township',
  'educationBureau',
  'school',
  'clerk',
  'leader',
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
] as const;
export type RoleId = (typeof roleIds)[number];

/** A township and the education bureau look after what happens around schools, and inspect nobody. */
const ofCaretakers: readonly Capability[] = [
  ...ledger,
  'see.sweeps',
  'see.papers',
  'see.phone',
  'take.out',
  ...handling,
  'ledger.verify',
  'gate.own',
];

/** Who may do what: each role a set of capabilities. */
const roles: Readonly<Record<RoleId, Role>> = {
  coordinator: {
    title: '政法委协调员',
    kind: 'business',
    scopedBy: 'nothing',
    ledger: true,
    capabilities: capabilities.filter(
      (each) => ![...ofAdministrators, ...ofInspectors, ...ofSigners].includes(each),
    ),
  },
  bodyAdministrator: {
    title: '单位管理员',
    kind: 'business',
    scopedBy: 'body',
    ledger: true,
    capabilities: [
      ...ledger,
      'see.sweeps',
      'see.papers',
      'see.phone',
      'take.out',
      ...handling,
      'ledger.verify',
      'ledger.close',
      'approve.closing',
      'precheck',
    ],
  },
  officer: {
    title: '执法人员',
    kind: 'business',
    scopedBy: 'body',
    ledger: true,
    capabilities: [
      ...ledger,
      'see.sweeps',
      'see.papers',
      'see.phone',
      'record.visits',
      'record.surveys',
      ...handling,
      'ledger.verify',
      'ledger.close',
    ],
  },
  township: {
    title: '镇街',
    kind: 'business',
    scopedBy: 'regions',
    ledger: true,
    capabilities: ofCaretakers,
  },
  educationBureau: {
    title: '教育局',
    kind: 'business',
    scopedBy: 'body',
    ledger: true,
    capabilities: ofCaretakers,
  },
  school: {
    title: '学校',
    kind: 'business',
    scopedBy: 'school',
    ledger: true,
    capabilities: [...ledger, ...handling, 'gate.own'],
  },
  clerk: {
    title: '数据员',
    kind: 'business',
    scopedBy: 'nothing',
    ledger: false,
    capabilities: [...places, 'take.out', 'lists.import', 'lists.review', 'map.edit', 'precheck'],
  },
  leader: {
    title: '领导',
    kind: 'business',
    scopedBy: 'nothing',
    ledger: true,
    capabilities: [...ledger, 'see.sweeps', 'see.papers', 'see.reports', ...ofSigners, 'approve.extension'],
  },
  systemAdministrator: {
    title: '系统管理员',
    kind: 'admin',
    scopedBy: 'nothing',
    ledger: false,
    capabilities: [...own, 'operate'],
  },
  securityAdministrator: {
    title: '安全管理员',
    kind: 'admin',
    scopedBy: 'nothing',
    ledger: false,
    capabilities: [...own, 'accounts', 'see.signIns'],
  },
  auditAdministrator: {
    title: '审计管理员',
    kind: 'admin',
    scopedBy: 'nothing',
    ledger: false,
    capabilities: [...own, 'see.signIns', 'see.refused', 'see.taken'],
  },
};

/** The administrators that a new office begins with. */
export const administrators = roleIds.filter((id) => roles[id].kind === 'admin');

/** What is true of a role, whichever it is. */
export function roleOf(id: RoleId): Role {
  return roles[id];
}

/** The roles that have a capability. */
export function rolesWith(needed: Capability): readonly RoleId[] {
  return roleIds.filter((id) => roles[id].capabilities.includes(needed));
}

/** Who may: the titles of the roles that have a capability. */
export function titlesWith(needed: Capability): string {
  return rolesWith(needed)
    .map((id) => roles[id].title)
    .join('、');
}

export function isRoleId(text: string): text is RoleId {
  return Object.hasOwn(roles, text);
}

/** Why two roles cannot be one person's; null where they can. The three administrators exclude everything else. */
export function excludes(held: RoleId, wanted: RoleId): boolean {
  return held !== wanted && (roleOf(held).kind === 'admin' || roleOf(wanted).kind === 'admin');
}
